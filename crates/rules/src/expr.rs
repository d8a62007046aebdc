//! A compiled expression: typed, names as numbers, constants folded.
//!
//! Each type of value has its own tree, so evaluation never asks what it holds. A tree of booleans always gives true
//! or false; a tree of texts, numbers or days may give *absent*.

use crate::day::Day;
use crate::decimal::Decimal;
use crate::lists::Codes;
use crate::pattern::Pattern;
use vocab::NameId;

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The element the rule is about.
    It,
    /// The root of the header.
    Report,
    /// The root of the transaction being looked at.
    Transaction,
    /// The root of the activity, known when the report was read.
    Activity,
    /// A variable of `exists`, `all`, `filter` ….
    Variable(u8),
}

/// One step down: the child of a name, `skip` of its kind passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: NameId,
    pub(crate) skip: u32,
}

/// A way to an element.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub(crate) base: Base,
    pub(crate) steps: Box<[Step]>,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// Characters that `digits` and `letters` speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// 0 to 9.
    Digits,
    /// Letters of any script, with the marks that belong to them.
    Letters,
}

/// A shape with check digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Iban,
    Bic,
    Luhn,
}

/// Where a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Find {
    Anywhere,
    Start,
    End,
}

/// How many elements of a list must fulfil a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    Some,
    All,
    One,
}

/// True or false.
#[derive(Clone, Debug)]
pub(crate) enum Bool {
    Const(bool),
    Not(Box<Bool>),
    And(Box<(Bool, Bool)>),
    Or(Box<(Bool, Bool)>),
    If(Box<(Bool, Bool, Bool)>),
    /// Whether two truths are the same.
    Same(Box<(Bool, Bool)>),
    Has(Path),
    Text(Compare, Box<(Text, Text)>),
    Number(Compare, Box<(Number, Number)>),
    Day(Compare, Box<(Date, Date)>),
    /// Whether a text is one of a sorted list.
    OneOf(Box<Text>, Box<[Box<str>]>),
    /// Whether a text is one of several texts.
    OneOfTexts(Box<(Text, Box<[Text]>)>),
    OneOfNumbers(Box<(Number, Box<[Number]>)>),
    /// Whether a text is that of an element of a list.
    InNodes(Box<(Text, Nodes)>),
    InTexts(Box<(Text, Texts)>),
    Matches(Box<(Text, Pattern)>),
    Find(Find, Box<(Text, Text)>),
    Code(Box<(Text, Codes)>),
    Only(Class, Box<Text>),
    Shape(Shape, Box<Text>),
    Quantified(Quantity, Box<(Nodes, u8, Bool)>),
    MyClient,
    /// The result of a streaming collection.
    Collected(usize),
}

/// A text, or absent.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Const(Box<str>),
    Absent,
    Path(Path),
    /// The name of the element the rule is about.
    Name,
    Lower(Box<Text>),
    Upper(Box<Text>),
    Trim(Box<Text>),
    Keep(Class, Box<Text>),
    Join(Box<(Text, Text)>),
    If(Box<(Bool, Text, Text)>),
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

/// A number, or absent.
#[derive(Clone, Debug)]
pub(crate) enum Number {
    Const(Decimal),
    Absent,
    Parse(Box<Text>),
    /// Characters of a text.
    Size(Box<Text>),
    /// Elements of a list.
    Count(Box<Nodes>),
    CountTexts(Box<Texts>),
    Negate(Box<Number>),
    Compute(Operator, Box<(Number, Number)>),
    Days(Box<(Date, Date)>),
    Years(Box<(Date, Date)>),
    If(Box<(Bool, Number, Number)>),
    /// The result of a streaming collection.
    Collected(usize),
}

/// A day, or absent.
#[derive(Clone, Debug)]
pub(crate) enum Date {
    Const(Day),
    Absent,
    Parse(Box<Text>),
    Received,
    If(Box<(Bool, Date, Date)>),
}

/// Elements, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) enum Nodes {
    /// All children of a name.
    Children(Path, NameId),
    /// Those that fulfil a condition.
    Filter(Box<(Nodes, u8, Bool)>),
    /// One element below each, where there is one.
    Map(Box<(Nodes, u8, Path)>),
}

/// One text made from each element of a list; absent ones are left out.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) of: Nodes,
    pub(crate) variable: u8,
    pub(crate) text: Text,
}

/// What is gathered from each transaction while a report streams by.
#[derive(Clone, Debug)]
pub(crate) struct Accumulator {
    pub(crate) variable: u8,
    pub(crate) gather: Gather,
}

/// How it is gathered.
#[derive(Clone, Debug)]
pub(crate) enum Gather {
    Count,
    Exists(Bool),
    All(Bool),
    Sum(Number),
    Distinct(Text),
}
