"""Two parsers of others read the calendars that server/src/calendar/ics/tests.rs writes.

    python3 -m venv v && v/bin/pip install icalendar==7.3.2 vobject==0.9.9
    mkdir out && KUNDKORT_ICS=$PWD/out cargo test -p server written_for_other_parsers
    v/bin/python end2end/ics/read.py out
"""

import glob
import sys

import icalendar
import vobject

for path in sorted(glob.glob(sys.argv[1] + "/*.ics")):
    data = open(path, "rb").read()
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    others = list(getattr(vobject.readOne(data.decode("utf-8")), "vevent_list", []))
    assert len(events) == len(others) == (0 if path.endswith("empty.ics") else 2), path
    for event, other in zip(events, others):
        assert not event.errors, (path, event.errors)
        assert event["DTSTART"].dt == other.dtstart.value, path
        assert str(event["SUMMARY"]) == other.summary.value, path
        assert str(event["DESCRIPTION"]) == other.description.value, path
    print(path, len(events))
