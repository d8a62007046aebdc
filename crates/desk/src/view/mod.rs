//! What the pages of the desk show. Each type is filled by the routes from what the slices tell, and read by a page.

mod arrivals;
mod office;
mod report;

pub use arrivals::*;
pub use office::*;
pub use report::*;
