//! Lists of elements: visited one by one, never gathered.

use super::{Env, Node};
use crate::expr::{Nodes, Texts};
use crate::pool::Txt;

impl Env<'_> {
    /// Visits the elements of a list in the order of the file until `visit` says false.
    pub(crate) fn each(&self, nodes: &Nodes, visit: &mut dyn FnMut(Node) -> bool) {
        match nodes {
            Nodes::Children(path, name) => {
                let Some(above) = self.node(path) else { return };
                let Some(record) = self.record_of(above.source) else { return };
                for id in record.children(above.id) {
                    if !self.charge(1) {
                        return;
                    }
                    let there = record.get(id).is_some_and(|element| element.name == *name && !element.nil);
                    if there && !visit(Node { source: above.source, id }) {
                        return;
                    }
                }
            }
            Nodes::Filter(parts) => self.each(&parts.0, &mut |node| {
                self.set(parts.1, node);
                !self.bool(&parts.2) || visit(node)
            }),
            Nodes::Map(parts) => self.each(&parts.0, &mut |node| {
                self.set(parts.1, node);
                self.node(&parts.2).is_none_or(&mut *visit)
            }),
        }
    }

    /// Visits the texts of a list until `visit` says false.
    pub(crate) fn each_text(&self, texts: &Texts, visit: &mut dyn FnMut(Txt<'_>) -> bool) {
        self.each(&texts.of, &mut |node| {
            self.set(texts.variable, node);
            self.text(&texts.text).is_none_or(&mut *visit)
        });
    }
}
