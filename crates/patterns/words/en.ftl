# English words of the patterns. A profile translates them by the same keys. Amounts are in the reference currency.

minimal-exact = Without any one part of it, it would not be this pattern.
minimal-windows = Each stretch of time of which it is made is the pattern by itself; overlapping stretches are told as one.
minimal-earliest = It begins as early as it can and ends as soon as the pattern is there.
minimal-longest = It cannot be made longer at its end.
minimal-group = It is everything that belongs to its group; a part of it may be the pattern too.

structuring-title = Structuring
structuring-definition = Cash of one person or owner, split so that every part stays below the threshold and all together reach it.
structuring-mistakes = Small merchants; salaries in cash.
structuring-said = Cash of { $sum } in parts below the threshold, { $near } of them just below it.

smurfing-title = Smurfing
smurfing-definition = Several people pay cash below the threshold into accounts of one controller within a few days; together it reaches the threshold.
smurfing-mistakes = Collections for a cause; family events.
smurfing-said = Several depositors paid in { $sum } together, each part below the threshold.

fan-in-title = Fan-in
fan-in-definition = Many unrelated senders pay one account within the window.
fan-in-mistakes = Merchants, schools, landlords.
fan-in-said = Many unrelated senders paid { $sum } in.

fan-out-title = Fan-out
fan-out-definition = One account pays many others within the window.
fan-out-mistakes = Payroll; suppliers.
fan-out-said = Many payees were paid { $sum }.

gather-scatter-title = Gather and scatter
gather-scatter-definition = Many pay one account, which then pays many about as much.
gather-scatter-mistakes = Payroll accounts; agents.
gather-scatter-said = { $in } came in from many, and { $out } went out to many.

scatter-gather-title = Scatter and gather
scatter-gather-definition = One source pays several middlemen, who all pay the same sink.
scatter-gather-mistakes = Settlement in a franchise.
scatter-gather-said = One source reached the sink { $sink } through several middlemen.

cycle-title = Cycle in time
cycle-definition = Money that comes back to where it started, through others, in order of time.
cycle-mistakes = Netting within a group of companies; revolving credit.
cycle-said = After { $hops } payments money came back where it began: { $first } left, at least { $least } stayed in it.

round-trip-title = Round-tripping
round-trip-definition = Money leaves a subject and comes back to it looking foreign, across a border or as another instrument.
round-trip-mistakes = Genuine investment.
round-trip-said = { $first } left and came back as foreign money; at least { $least } stayed in it.

pass-through-title = Pass-through
pass-through-definition = What comes in leaves almost whole within hours, again and again, and nothing stays.
pass-through-mistakes = Treasury sweeps.
pass-through-said = Money passed straight through { $times } times.

funnel-title = Funnel account
funnel-definition = Cash comes in at several far places and leaves soon after in another region.
funnel-mistakes = A business that travels.
funnel-said = Cash of { $cash } came in at { $places } far places; { $left } left elsewhere.

layering-chain-title = Layering chain
layering-chain-definition = Nearly the same value moves on and on through young or hardly used accounts.
layering-chain-mistakes = Supply chains.
layering-chain-said = { $first } moved on { $hops } times; { $last } arrived.

peel-chain-title = Peel chain
peel-chain-definition = At every step a small part is peeled off and the rest goes on to a fresh address.
peel-chain-mistakes = Payroll from a hot wallet.
peel-chain-said = From { $first }, parts were peeled off at { $hops } steps; { $last } was left.

bipartite-title = Bipartite
bipartite-definition = A group of payers all pay much the same group of payees, and seldom each other.
bipartite-mistakes = Marketplaces.
bipartite-said = { $payers } payers pay much the same { $payees } payees.

stack-title = Stack
stack-definition = Bipartite layers on top of each other, through which the value runs.
stack-mistakes = Distribution networks.
stack-said = Value runs through { $layers } layers of accounts.

u-turn-title = U-turn
u-turn-definition = Money comes back to the same subject, or to the country it left, by way of others and without trade.
u-turn-mistakes = Refunds; hedges of exchange rates.
u-turn-said = { $first } went away and { $last } came back.

mirror-title = Mirror transfer
mirror-definition = One controller receives in one country and pays out the same value in another, and no money crosses.
mirror-mistakes = Chance: the number of pairs that chance explains is told.
mirror-said = { $pairs } pairs of payments mirror each other; { $expected } would by chance.

mule-network-title = Mule network
mule-network-definition = Accounts that only pass money through, tied by device, address, telephone or recruiter, with one sink.
mule-network-mistakes = Households; student halls.
mule-network-said = { $mules } tied accounts pass money on, { $received } of it to one sink.

cuckoo-title = Cuckoo smurfing
cuckoo-definition = A remittance that an account waits for arrives as cash from strangers.
cuckoo-mistakes = Deposits by family.
cuckoo-said = { $expected } was expected from abroad; strangers paid in { $sum } in cash.

price-anomaly-title = Price anomaly
price-anomaly-definition = Goods invoiced far above or below what the same goods cost with the same partner in the same month.
price-anomaly-mistakes = Quality differs.
price-anomaly-said = A unit was invoiced at { $price }; the median of { $rows } lines is { $median }.

multiple-invoicing-title = Multiple or phantom invoicing
multiple-invoicing-definition = One document is paid more than once, or goods are paid that never moved.
multiple-invoicing-mistakes = Instalments; services.
multiple-invoicing-said = One document was paid { $payments } times, { $sum } together.

dormant-burst-title = Dormant burst
dormant-burst-definition = An account that was silent for long moves much at once.
dormant-burst-mistakes = Inheritances; seasonal business.
dormant-burst-said = After a silence of { $silence }, { $sum } moved.

velocity-title = Velocity
velocity-definition = Far more movements in an hour or a day than is usual for the account.
velocity-mistakes = Pay-day.
velocity-said = Far more movements than the usual { $usual }.

shell-cluster-title = Shell cluster
shell-cluster-definition = Companies that share rare attributes, with signs of front companies.
shell-cluster-mistakes = Addresses of company services; virtual offices.
shell-cluster-said = { $members } companies share rare attributes; { $flagged } show signs of a front.

corridor-title = High-risk corridor
corridor-definition = Far more transfers between two places than their sizes and distance explain, with more indicators than usual.
corridor-mistakes = Migration; disasters.
corridor-said = { $transfers } transfers, far more than expected.

nested-title = Nested correspondent
nested-definition = Traffic of other institutions runs inside the account of a respondent.
nested-mistakes = Licensed nesting.
nested-said = Of { $payments } payments many were ordered by other institutions.

ivts-hub-title = Hub of informal value transfer
ivts-hub-definition = Very many small movements in and out that cancel out, settled by goods that go against the money.
ivts-hub-mistakes = Licensed remittance business.
ivts-hub-said = { $in } in and { $out } out cancel out; { $goods } deliveries go against the money.

taint-hop-title = Mixer or bridge hop
taint-hop-definition = Value from a tainted address comes back into an account within a few hops, also over bridges.
taint-hop-mistakes = Dust; pooled wallets.
taint-hop-said = { $tainted } of tainted value came into an account; its trail has { $hops } payments.

behavioural-break-title = Behavioural break
behavioural-break-definition = An account suddenly moves money quite differently.
behavioural-break-mistakes = Events of life.
behavioural-break-said = { $before } movements before and { $after } after are of quite different sorts.

loan-back-title = Loan-back
loan-back-definition = Money goes out and comes back as a loan that nobody serves or that is soon forgiven.
loan-back-mistakes = Real loans between companies.
loan-back-said = { $out } went out and { $loan } came back as a loan that is not served.

third-party-title = Third-party settlement
third-party-definition = Goods are paid, again and again, by somebody who has nothing to do with the buyer.
third-party-mistakes = Factoring.
third-party-said = { $payments } payments came from parties that have nothing to do with the buyer.

convoy-title = Convoy
convoy-definition = The same people are at the same places at the same time, again and again, and cash moves.
convoy-mistakes = Teams; families.
convoy-said = { $people } people met again and again; { $expected } such meetings are expected by chance.

commingling-title = Commingling front
commingling-definition = A business takes more cash than its peers, in other seasons, and its till looks odd.
commingling-mistakes = A new popular shop.
commingling-said = { $cash } of the turnover is cash, far more than at its peers.

common-control-title = Common control
common-control-definition = Accounts that one hand works: the same devices and payees at the same time.
common-control-mistakes = Accountants; families.
common-control-said = { $accounts } accounts are worked together.

random-walk-title = Random-walk layering
random-walk-definition = Value wanders on through parties that have nothing else to do with each other.
random-walk-mistakes = Markets.
random-walk-said = { $first } wandered through { $hops } one-off payments; { $last } was left.
