//! How much of a file is read.

/// Bounds of one file. Everything beyond is refused with its place, never cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file itself.
    pub file_bytes: u64,
    /// Size of one part of an xlsx once it is unpacked.
    pub unpacked_bytes: u64,
    /// How many times larger than packed a part may be; asked from 16 MiB on, since small parts pack very well.
    pub ratio: u64,
    pub sheets: usize,
    /// Rows that hold something, in one sheet. Blank rows are skipped and do not count.
    pub rows: usize,
    /// Columns that hold something.
    pub columns: usize,
    /// Characters of one cell.
    pub cell_chars: usize,
    /// Characters of all texts of a sheet together, as they are handed out: a text kept once may stand in every cell, and a
    /// merged one counts for each cell it covers.
    pub sheet_chars: u64,
    /// Texts that an xlsx or xls keeps once for all its cells, and their bytes together.
    pub shared_strings: usize,
    pub shared_bytes: usize,
    pub merged_areas: usize,
    /// Cells of an xls, which is read as a whole.
    pub xls_cells: usize,
}

impl Default for Limits {
    /// An establishment list of 200,000 rows fits with room to spare; reading it stays below 300 MiB.
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Limits {
            file_bytes: 64 * MIB,
            unpacked_bytes: 768 * MIB,
            ratio: 300,
            sheets: 200,
            rows: 200_000,
            columns: 256,
            cell_chars: 10_000,
            sheet_chars: 200_000_000,
            shared_strings: 2_000_000,
            shared_bytes: 128 * MIB as usize,
            merged_areas: 200_000,
            xls_cells: 2_000_000,
        }
    }
}
