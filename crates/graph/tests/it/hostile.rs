//! Bad rows and hard graphs: a clear error or an answer, never a crash and nothing half kept.

use crate::kit::{Plain, builder, graph_of};
use graph::contract::{contract, owners};
use graph::cuts::cuts;
use graph::projection::{Projection, Sides};
use graph::reach::cone;
use graph::rows::{AmountText, TextRow, add_rows};
use graph::walks::count_walks;
use graph::{
    Budget, ChannelId, CurrencyId, EdgeAttribute, GraphBuilder, Link, LinkKind, NewTransaction, NodeFacts, NodeId,
    NodeKind, Shared, SharedKind, Steps, ValueId,
};
use vocab::Decimal;

fn sound() -> TextRow<'static> {
    TextRow {
        from_kind: NodeKind::Account,
        from: Some("A1"),
        to_kind: NodeKind::Wallet,
        to: Some("A1"),
        time: Some(1_700_000_000),
        amount: Some(AmountText::Text("1234.56")),
        currency: Some("ZZD"),
        reference: None,
        channel: None,
        external_id: None,
    }
}

fn digits(code: &str) -> Option<u8> {
    [("ZZD", 2), ("JPY", 0), ("KWD", 3)].into_iter().find(|(known, _)| *known == code).map(|(_, digits)| digits)
}

#[test]
fn bad_rows_are_refused_with_row_and_column_and_nothing_is_kept() {
    use AmountText::{Decimal as Exact, Float, Minor, Text};
    let amount = |amount| TextRow { amount: Some(amount), ..sound() };
    let jpy = |amount| TextRow { currency: Some("JPY"), amount: Some(amount), ..sound() };
    let thirty = Decimal::parse("0.000000000000000000000000000001").unwrap();
    let table: Vec<(TextRow<'_>, &str, &str)> = vec![
        (TextRow { from: None, ..sound() }, "GR04", "from"),
        (TextRow { from: Some(""), ..sound() }, "GR04", "from"),
        (TextRow { to: None, ..sound() }, "GR04", "to"),
        (TextRow { time: None, ..sound() }, "GR04", "time"),
        (TextRow { amount: None, ..sound() }, "GR04", "amount"),
        (TextRow { currency: None, ..sound() }, "GR04", "currency"),
        (TextRow { time: Some(4_102_444_800), ..sound() }, "GR09", "time"),
        (TextRow { time: Some(-2_208_988_801), ..sound() }, "GR09", "time"),
        (TextRow { time: Some(i64::MAX), ..sound() }, "GR09", "time"),
        (TextRow { time: Some(i64::MIN), ..sound() }, "GR09", "time"),
        (TextRow { currency: Some("zzd"), ..sound() }, "GR15", "currency"),
        (TextRow { currency: Some("XBT"), ..sound() }, "GR15", "currency"),
        (TextRow { reference: Some(Minor(7)), ..sound() }, "GR11", "reference"),
        (
            TextRow { currency: Some("JPY"), amount: Some(Minor(1)), reference: Some(Minor(-7)), ..sound() },
            "GR05",
            "reference",
        ),
        (amount(Minor(-1)), "GR05", "amount"),
        (amount(Text("-0.01")), "GR05", "amount"),
        (amount(Float(-0.01)), "GR05", "amount"),
        (amount(Float(f64::NAN)), "GR06", "amount"),
        (amount(Float(f64::INFINITY)), "GR06", "amount"),
        (amount(Text("1,000.00")), "GR06", "amount"),
        (amount(Text("1.000,00")), "GR06", "amount"),
        (amount(Text("1 000")), "GR06", "amount"),
        (amount(Text("١٢٣")), "GR06", "amount"),
        (amount(Text("1e3")), "GR06", "amount"),
        (amount(Text("NaN")), "GR06", "amount"),
        (amount(Text("null")), "GR06", "amount"),
        (amount(Text("0x10")), "GR06", "amount"),
        (amount(Text("")), "GR06", "amount"),
        (amount(Text("0.000000000000000000000000000001")), "GR07", "amount"),
        (amount(Exact(thirty)), "GR07", "amount"),
        (amount(Text("10000.005")), "GR07", "amount"),
        (amount(Float(0.1 + 0.2)), "GR07", "amount"),
        (jpy(Text("1.5")), "GR07", "amount"),
        (amount(Text("92233720368547758.08")), "GR08", "amount"),
        (amount(Text("9999999999999999999999999999999999999999")), "GR08", "amount"),
        (amount(Float(1e300)), "GR08", "amount"),
    ];
    for (bad, code, column) in table {
        let mut builder = GraphBuilder::new("ZZD", 2);
        let kwd = TextRow { currency: Some("KWD"), channel: Some("wire"), ..sound() };
        let error = add_rows(&mut builder, [sound(), kwd, bad], &digits).unwrap_err();
        assert_eq!(error.code(), code, "{bad:?}: {error}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("row 2, column {column}")), "{text}");
        assert_eq!((builder.rows(), builder.nodes().len()), (0, 0));
        assert_eq!((builder.codes().find_currency("KWD"), builder.codes().find_channel("wire")), (None, None));
        assert_eq!(builder.build().edges().len(), 0);
    }
}

#[test]
fn good_amounts_are_exact_in_every_unit() {
    use AmountText::{Decimal as Exact, Float, Minor, Text};
    let table = [
        (Text("1234.56"), "ZZD", 123_456),
        (Text("92233720368547758.07"), "ZZD", i64::MAX),
        (Text("0"), "ZZD", 0),
        (Text("1.500000"), "ZZD", 150),
        (Text("7"), "JPY", 7),
        (Text("0.125"), "KWD", 125),
        (Float(1234.56), "ZZD", 123_456),
        (Float(0.29), "ZZD", 29),
        (Float(-0.0), "ZZD", 0),
        (Minor(i64::MAX), "ZZD", i64::MAX),
        (Exact(Decimal::parse("10.5").unwrap()), "KWD", 10_500),
    ];
    for (amount, currency, minor) in table {
        let mut builder = GraphBuilder::new("ZZD", 2);
        let row = TextRow { amount: Some(amount), currency: Some(currency), ..sound() };
        assert_eq!(add_rows(&mut builder, [row], &digits), Ok(1));
        let graph = builder.build();
        let edge = graph.edges().row(graph::EdgeId(0)).unwrap();
        assert_eq!(edge.amount_minor, minor, "{amount:?}");
        assert_eq!(edge.reference_minor, (currency == "ZZD").then_some(minor), "a rate is never guessed");
        assert_eq!(graph.codes().currency(edge.currency).unwrap().0, currency);
        assert_ne!(edge.from, edge.to, "an account and a wallet of one key are two nodes");
    }
}

#[test]
fn single_rows_are_checked_as_well() {
    let mut builder = builder(2, &[]);
    let good = NewTransaction {
        from: NodeId(0),
        to: NodeId(1),
        time: 0,
        amount_minor: 5,
        currency: CurrencyId(0),
        reference_minor: Some(5),
        channel: ChannelId(0),
        external_id: "",
    };
    let table = [
        (NewTransaction { from: NodeId(2), ..good }, "GR14"),
        (NewTransaction { to: NodeId(u32::MAX), ..good }, "GR14"),
        (NewTransaction { currency: CurrencyId(1), ..good }, "GR14"),
        (NewTransaction { channel: ChannelId(1), ..good }, "GR14"),
        (NewTransaction { time: i64::MAX, ..good }, "GR09"),
        (NewTransaction { amount_minor: -1, ..good }, "GR05"),
        (NewTransaction { reference_minor: Some(-1), ..good }, "GR05"),
        (NewTransaction { reference_minor: Some(4), ..good }, "GR11"),
    ];
    for (bad, code) in table {
        assert_eq!(builder.transaction(bad).unwrap_err().code(), code, "{bad:?}");
    }
    assert_eq!(builder.annotate(EdgeAttribute::Conductor, 0).unwrap_err().code(), "GR14", "no row yet");
    assert_eq!(builder.transaction(good), Ok(0));
    assert_eq!(builder.annotate(EdgeAttribute::Conductor, 2).unwrap_err().code(), "GR14");
    assert_eq!(builder.annotate(EdgeAttribute::Document, 0).unwrap_err().code(), "GR14");
    assert_eq!(builder.annotate(EdgeAttribute::Conductor, 1), Ok(()));
    assert_eq!(builder.currency("ZZD", 3).unwrap_err().code(), "GR10");
    assert_eq!(builder.currency("", 2).unwrap_err().code(), "GR15");
    assert_eq!(builder.currency("LONG", 19).unwrap_err().code(), "GR15");
    let link =
        |from, to| Link { from: NodeId(from), kind: LinkKind::Owns, to: NodeId(to), since_day: None, until_day: None };
    assert_eq!(builder.link(link(0, 2)).unwrap_err().code(), "GR14");
    let shared = Shared { node: NodeId(0), kind: SharedKind::Phone, value: ValueId(0) };
    assert_eq!(builder.share(shared).unwrap_err().code(), "GR14");
    assert_eq!(builder.describe(NodeId(9), NodeFacts::default()).unwrap_err().code(), "GR14");
}

#[test]
fn currencies_and_channels_run_out_with_an_error() {
    let mut builder = GraphBuilder::new("ZZD", 2);
    for number in 0..u16::MAX {
        assert_eq!(builder.channel(&number.to_string()), Ok(ChannelId(number)));
    }
    assert_eq!(builder.channel("one more").unwrap_err().code(), "GR13");
    assert_eq!(builder.channel("77"), Ok(ChannelId(77)));
}

#[test]
fn a_very_long_chain_and_very_many_parallel_edges_terminate() {
    let long = 300_000u32;
    let chain: Vec<Plain> = (0..long).map(|n| Plain { from: n, to: n + 1, time: i64::from(n), amount: 1 }).collect();
    let graph = graph_of(u64::from(long) + 1, &[], &chain);
    let steps = Steps { span_seconds: None, hops_max: u32::MAX, ..Steps::default() };
    let reached = cone(graph.all(), NodeId(0), &steps, Budget::default());
    assert_eq!((reached.value.arrivals.len(), reached.extent.is_complete()), (long as usize, true));
    assert_eq!(reached.value.path_to(NodeId(long)).unwrap().len(), long as usize);
    let counts = count_walks(graph.all(), &[NodeId(0)], &steps, Budget::default());
    assert_eq!(counts.value.len(), long as usize);
    let projection = Projection::new(graph.all(), Sides::Both, false);
    let found = cuts(&projection);
    assert_eq!((found.vertices.len(), found.bridges.len()), (long as usize - 1, long as usize));

    let parallel: Vec<Plain> = (0..long).map(|n| Plain { from: 0, to: n % 2, time: i64::from(n), amount: 1 }).collect();
    let graph = graph_of(2, &[], &parallel);
    let projection = Projection::new(graph.all(), Sides::Both, false);
    assert_eq!((projection.of(0).len(), projection.of(1).len()), (2, 1));
    let all = count_walks(graph.all(), &[NodeId(0)], &Steps { hops_max: 1, ..steps }, Budget::default());
    assert_eq!(all.value, [100_000], "a hub is followed as far as its cap");
    assert!(!all.extent.is_complete());
}

#[test]
fn owners_replace_what_they_alone_own_and_edges_keep_their_numbers() {
    let mut builder = GraphBuilder::new("ZZD", 2);
    let channel = builder.channel("").unwrap();
    let mut node = |kind, key| builder.node(kind, key).unwrap();
    let (p1, p2, p3) = (node(NodeKind::Party, "1"), node(NodeKind::Party, "2"), node(NodeKind::Party, "3"));
    let (a, b, joint, company) = (
        node(NodeKind::Account, "a"),
        node(NodeKind::Wallet, "b"),
        node(NodeKind::Account, "j"),
        node(NodeKind::Party, "co"),
    );
    for (from, kind, to) in [
        (p1, LinkKind::SameAs, p2),
        (p1, LinkKind::Owns, a),
        (p2, LinkKind::Owns, b),
        (p1, LinkKind::Owns, joint),
        (p3, LinkKind::Owns, joint),
        (p3, LinkKind::Owns, company),
        (p3, LinkKind::Signs, a),
    ] {
        builder.link(Link { from, kind, to, since_day: None, until_day: None }).unwrap();
    }
    for (from, to, time) in [(a, joint, 3), (b, a, 1)] {
        let new = NewTransaction {
            from,
            to,
            time,
            amount_minor: 1,
            currency: CurrencyId(0),
            reference_minor: None,
            channel,
            external_id: "",
        };
        builder.transaction(new).unwrap();
    }
    let graph = builder.build();
    let of = owners(&graph);
    assert_eq!(of, [p1, p1, p3, p1, p1, joint, company]);
    let subjects = contract(&graph, &of).unwrap();
    assert_eq!((subjects.edges().from(), subjects.edges().to()), (&[p1, p1][..], &[p1, joint][..]));
    assert_eq!(subjects.edges().time(), graph.edges().time());
    assert_eq!(contract(&graph, &of[1..]).unwrap_err().code(), "GR03");
    assert_eq!(contract(&graph, &[NodeId(7); 7]).unwrap_err().code(), "GR14");
    assert!(!format!("{graph:?}").contains("co"));
}
