//! FollowTheMoney: entities as JSON, one a line, read one at a time.

use super::{Input, Spot};
use crate::failure::{CellFault, Failure};
use crate::meter::{Counting, Meter};
use crate::stop;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};

/// Bytes of one line.
const LINE_BYTES_MAX: u64 = 16 << 20;

/// One entity.
pub(crate) struct Entity<'a> {
    pub(crate) spot: Spot<'a>,
    pub(crate) id: &'a str,
    pub(crate) schema: &'a str,
    pub(crate) caption: &'a str,
    properties: Option<&'a Map<String, Value>>,
}

impl<'a> Entity<'a> {
    fn of(spot: Spot<'a>, object: &'a Map<String, Value>) -> Self {
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let properties = object.get("properties").and_then(Value::as_object);
        Self { spot, id: text("id"), schema: text("schema"), caption: text("caption"), properties }
    }

    /// The values of a property. A value that is an entity itself counts by its id.
    pub(crate) fn all(&self, property: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let values = self.properties.and_then(|properties| properties.get(property));
        let values = match values {
            Some(Value::Array(values)) => values.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        values.iter().filter_map(|value| value.as_str().or_else(|| value.get("id").and_then(Value::as_str)))
    }

    /// The one value of a property, without blanks around it; empty if there is none.
    pub(crate) fn one(&self, property: &'static str) -> Result<&'a str, Failure> {
        let mut values = self.all(property);
        match (values.next(), values.count()) {
            (None, _) => Ok(""),
            (Some(value), 0) => Ok(value.trim()),
            (Some(_), more) => Err(self.fault(property, CellFault::Several(more + 1))),
        }
    }

    /// A fault of a property.
    pub(crate) fn fault(&self, part: &'static str, fault: CellFault) -> Failure {
        Failure::Part { file: self.spot.file.to_owned(), line: self.spot.row, part, fault }
    }
}

/// Goes through the entities of a file. Gives their number.
pub(crate) fn each(input: &Input, take: &mut dyn FnMut(&Entity<'_>) -> Result<(), Failure>) -> Result<u64, Failure> {
    let file = input.label();
    let failed = |source| Failure::Read { file: file.clone(), source };
    let opened = File::open(&input.path).map_err(failed)?;
    let bytes = opened.metadata().map_or(0, |known| known.len());
    let meter = Meter::new(bytes, bytes);
    let mut stream = BufReader::with_capacity(256 << 10, Counting(opened, &meter));
    let (mut line, mut row, mut count) = (Vec::new(), 0_u64, 0_u64);
    loop {
        line.clear();
        stop::check()?;
        if (&mut stream).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return if count == 0 { Err(Failure::Empty(file)) } else { Ok(count) };
        }
        row += 1;
        let wrong = |column: usize, said: &str| Failure::Json {
            file: file.clone(),
            line: row,
            column: column.max(1) as u64,
            said: said.to_owned(),
        };
        if line.len() as u64 == LINE_BYTES_MAX {
            return Err(wrong(line.len(), "the line is longer than any entity"));
        }
        let text = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| row == 1).unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            continue;
        }
        if std::str::from_utf8(text).is_err() {
            return Err(wrong(1, "it is not text in UTF-8"));
        }
        // What the parser says may repeat a value; where it stands is enough.
        let value = serde_json::from_slice::<Value>(text).map_err(|error| wrong(error.column(), "this is no JSON"))?;
        let object = value.as_object().filter(|object| object.get("schema").is_some_and(Value::is_string));
        let object = object.ok_or_else(|| wrong(1, "this is no entity: it has no `schema`"))?;
        take(&Entity::of(Spot { file: &file, row }, object))?;
        count += 1;
    }
}
