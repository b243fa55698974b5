//! Chance that is the same every time: a stream of its own for every row, so that any row can be
//! made again without making those before it.

/// `SplitMix64` (Steele, Lea and Flood 2014): small, fast, and good enough to choose names with.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// The stream of one row of one kind.
    #[must_use]
    pub fn of(seed: u64, kind: u64, row: u64) -> Self {
        let mut rng = Self(seed ^ kind.wrapping_mul(0xd6e8_feb8_6659_fd93));
        let mixed = rng.next() ^ row.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        rng = Self(mixed);
        // One step, or neighbouring rows would begin alike.
        let start = rng.next();
        Self(start)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        // Multiply and shift (Lemire): the bias is far below what names could show.
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    /// An index below `n`.
    pub fn index(&mut self, n: usize) -> usize {
        self.below(n as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = i64::from(high) - i64::from(low) + 1;
        low + self.below(u64::try_from(span).unwrap_or(1)) as i32
    }

    /// True this many times in a thousand.
    pub fn per_mille(&mut self, share: u64) -> bool {
        self.below(1_000) < share
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Roughly normal around 0 with spread 1: the sum of four, which has no far tails.
    pub fn bell(&mut self) -> f64 {
        let sum = self.unit() + self.unit() + self.unit() + self.unit();
        (sum - 2.0) * 1.732
    }

    /// One of them. The slice is never empty: they are our own lists.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }
}

/// Values with weights, drawn in proportion.
#[derive(Debug, Clone)]
pub struct Weighted<T> {
    values: Vec<T>,
    upto: Vec<u64>,
}

impl<T> FromIterator<(T, u64)> for Weighted<T> {
    fn from_iter<I: IntoIterator<Item = (T, u64)>>(pairs: I) -> Self {
        let (mut values, mut upto, mut sum) = (Vec::new(), Vec::new(), 0);
        for (value, weight) in pairs.into_iter().filter(|(_, weight)| *weight > 0) {
            sum += weight;
            values.push(value);
            upto.push(sum);
        }
        Self { values, upto }
    }
}

impl<T> Weighted<T> {
    /// One of them.
    pub fn draw(&self, rng: &mut Rng) -> &T {
        let at = rng.below(self.upto.last().copied().unwrap_or(0));
        &self.values[self.upto.partition_point(|upto| *upto <= at)]
    }

    /// All of them.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_row_is_the_same() {
        let of = |row| {
            (0..4)
                .scan(Rng::of(1, 2, row), |rng, _| Some(rng.next()))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }

    #[test]
    fn draws_in_proportion() {
        let weighted: Weighted<char> = [('a', 1), ('b', 0), ('c', 3)].into_iter().collect();
        let mut rng = Rng::of(1, 1, 1);
        let drawn: Vec<char> = (0..4_000).map(|_| *weighted.draw(&mut rng)).collect();
        let share = drawn.iter().filter(|letter| **letter == 'c').count();
        assert!((2_900..3_100).contains(&share), "{share}");
        assert!(!drawn.contains(&'b'));
    }

    #[test]
    fn stays_within_bounds() {
        let mut rng = Rng::of(3, 3, 3);
        for _ in 0..1_000 {
            assert!((-2..=2).contains(&rng.between(-2, 2)));
            assert!(rng.unit() < 1.0 && rng.below(1) == 0 && rng.bell().abs() < 4.0);
        }
    }
}
