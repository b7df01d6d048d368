"""An invented dispute between invented states, as the read model holds it: five documents, some forty entities, their claims.

Each sentence is written with its facts: `relation agents > targets | theme | words`, then what differs from the default.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph

BASE = "https://w3id.org/quoth/id/"
ENTITIES = """
State ardania Ardania;Port Ardan;wikidata=Q90000001
State velland Velland;Vellhaven;iso3166=VL
State kesh Kesh;Keshabad
State norrland Norrland
State suvaro Suvaro
State tirmenia Tirmenia;Tirm
Organization maritime-union Northern Maritime Union;NMU
Organization straits-commission Straits Commission
Organization harbour-post Harbour Post
Organization vell-ministry Velland Foreign Ministry
Organization ardan-navy Ardanian Navy
Organization blue-shelf Blue Shelf Energy
Organization un United Nations;UN
Organization legal-institute Institute for the Law of the Sea
Person ilsa-brandt Ilsa Brandt;Brandt
Person marek-oduya Marek Oduya;Oduya;President Oduya
Person teodor-vance Teodor Vance;Vance
Person lin-sarrano Lin Sarrano;Sarrano
Person hadi-karim Hadi Karim;Karim
Person greta-solheim Greta Solheim
Person pavel-rusk Pavel Rusk
Person amina-dor Amina Dor
Group fishermen Fishermen of Lower Ardania
Group diplomats western diplomats
Group coastal-states coastal states
Group settlers island settlers
Place maruna-strait Maruna Strait
Place gull-islands Gull Islands
Place vellhaven-port Vellhaven harbour
Place geneva Geneva
Place sable-bank Sable Bank
Instrument straits-treaty Maruna Straits Treaty;1987 treaty
Instrument passage-draft draft passage agreement;March draft
Instrument fishing-accord Sable Bank Fishing Accord
Instrument resolution-77 Resolution 77
Instrument patrol-plan joint patrol plan
Instrument transit-fee transit fee decree
Event gull-incident Gull Islands incident
Event geneva-talks Geneva talks
Event embargo autumn embargo
"""

DOCUMENTS = [
    (
        "harbour-post-2031-03-04.html",
        "Treaty of the straits hangs by a thread",
        "Nora Fell",
        "Harbour Post",
        "2031-03-04",
        [
            (
                "Velland withdrew from the Maruna Straits Treaty on Tuesday, closing a chapter of four decades.",
                ["withdraw_from velland > | straits-treaty |; trigger=withdrew; date=2031-03-04"],
            ),
            (
                "“Velland did not withdraw from the treaty; it suspended two articles,” Foreign Minister Ilsa Brandt told reporters.",
                [
                    "withdraw_from velland > | straits-treaty |; trigger=withdraw; cue=told; holder=ilsa-brandt; polarity=negative",
                    "violate velland > | straits-treaty | suspended two articles; trigger=suspended; cue=told; holder=ilsa-brandt",
                ],
            ),
            (
                "President Marek Oduya of Ardania called the decree on transit fees “an act of piracy”.",
                [
                    "characterize marek-oduya > | transit-fee | an act of piracy; trigger=called; cue=called; holder=marek-oduya; stance=distancing"
                ],
            ),
            (
                "Ardania and Norrland rejected the draft passage agreement that Velland put forward in Geneva.",
                [
                    "reject ardania,norrland > velland | passage-draft |; trigger=rejected; place=geneva",
                    "propose velland > | passage-draft |; trigger=put forward; place=geneva",
                ],
            ),
            (
                "According to western diplomats, Suvaro might deploy two frigates to the Maruna Strait.",
                [
                    "deploy suvaro > maruna-strait | | two frigates; trigger=deploy; cue=According to; holder=diplomats; modality=hypothetical"
                ],
            ),
            (
                "Velland accused the Ardanian Navy of ramming a survey ship off the Gull Islands.",
                [
                    "accuse velland > ardan-navy | | ramming a survey ship; trigger=accused",
                    "attack ardan-navy > velland | gull-incident |; trigger=ramming; holder=velland; cue=accused; stance=distancing",
                ],
            ),
            (
                "“Nobody rammed anybody,” said Hadi Karim, who speaks for the Ardanian Navy.",
                [
                    "attack ardan-navy > velland | gull-incident |; trigger=rammed; cue=said; holder=hadi-karim; polarity=negative",
                    "member_of hadi-karim > ardan-navy | |; trigger=speaks for",
                ],
            ),
            ("Talks are to go on in Geneva in May.", ["negotiate ardania,velland > | geneva-talks |; trigger=Talks; modality=intended; date=2031-05"]),
        ],
    ),
    (
        "vell-ministry/statement-14.txt",
        "Statement on the freedom of passage",
        None,
        "Velland Foreign Ministry",
        "2031-03-06",
        [
            (
                "Velland remains bound by the Maruna Straits Treaty and has never withdrawn from it.",
                ["withdraw_from velland > | straits-treaty |; trigger=withdrawn; polarity=negative"],
            ),
            (
                "The transit fee decree is a moderate measure that keeps the lights of the strait burning.",
                ["characterize velland > | transit-fee | a moderate measure; trigger=is"],
            ),
            (
                "Ardania demands that Velland repeal the decree before any talks.",
                [
                    "demand ardania > velland | transit-fee | repeal the decree; trigger=demands",
                    "reject velland > ardania | transit-fee |; trigger=repeal; modality=demanded; holder=ardania; cue=demands",
                ],
            ),
            (
                "The Ministry regrets that Norrland supports the autumn embargo and calls on the Northern Maritime Union to end it.",
                [
                    "support norrland > | embargo |; trigger=supports",
                    "demand vell-ministry > maritime-union | embargo | end it; trigger=calls on",
                ],
            ),
            (
                "Velland will open the Maruna Strait to the ships of Kesh, Tirmenia and Suvaro without fee.",
                ["agree velland > kesh,tirmenia,suvaro | | open the strait without fee; trigger=open; modality=intended"],
            ),
            (
                "Minister Brandt met Secretary Teodor Vance of the Northern Maritime Union in Geneva on 2 March.",
                [
                    "meet ilsa-brandt > teodor-vance | |; trigger=met; date=2031-03-02; place=geneva",
                    "hold_office teodor-vance > maritime-union | | Secretary; trigger=Secretary",
                    "hold_office ilsa-brandt > velland | | Minister; trigger=Minister",
                ],
            ),
            (
                "Vance promised that the Union would not extend the embargo to food and medicine.",
                ["sanction maritime-union > velland | embargo | food and medicine; trigger=extend; cue=promised; holder=teodor-vance; polarity=negative; modality=intended"],
            ),
        ],
    ),
    (
        "ardan-daily.zip!/editorial.md",
        "Who pays for the lighthouse?",
        "Lin Sarrano",
        "Ardan Daily",
        "2031-03-09",
        [
            (
                "When Velland withdrew from the 1987 treaty, it withdrew from the trust of every coastal state.",
                ["withdraw_from velland > | straits-treaty |; trigger=withdrew; date=2031-03"],
            ),
            (
                "The transit fee decree is, in the words of Greta Solheim of the Institute for the Law of the Sea, “plainly unlawful”.",
                [
                    "characterize greta-solheim > | transit-fee | plainly unlawful; trigger=is; cue=in the words of; holder=greta-solheim; stance=endorsing",
                    "member_of greta-solheim > legal-institute | |; trigger=of",
                ],
            ),
            (
                "The Straits Commission found that Velland had breached the Maruna Straits Treaty eleven times since 2028.",
                ["violate velland > | straits-treaty |; trigger=breached; cue=found; holder=straits-commission; date=2028/2031; stance=endorsing"],
            ),
            (
                "Pavel Rusk told the Harbour Post that Brandt had said Velland would sign the joint patrol plan.",
                [
                    "sign velland > | patrol-plan |; trigger=sign; cue=said; holder=ilsa-brandt; modality=intended; through=pavel-rusk,harbour-post"
                ],
            ),
            (
                "Kesh and Tirmenia support the draft passage agreement; Ardania cannot.",
                [
                    "support kesh,tirmenia > | passage-draft |; trigger=support",
                    "support ardania > | passage-draft |; trigger=cannot; polarity=negative",
                ],
            ),
            (
                "Blue Shelf Energy financed the survey ship, and the fishermen of Lower Ardania protested in front of its offices.",
                [
                    "aid blue-shelf > velland | gull-incident |; trigger=financed",
                    "protest fishermen > blue-shelf | |; trigger=protested",
                ],
            ),
        ],
    ),
    (
        "un/verbatim-record.pdf",
        "Verbatim record of the 4,117th meeting",
        None,
        "United Nations",
        "2031-03-12",
        [
            (
                "Ms. Dor (Tirmenia) said that her Government supported Resolution 77 and asked Velland to implement it.",
                [
                    "support tirmenia > | resolution-77 |; trigger=supported; cue=said; holder=amina-dor",
                    "implement velland > | resolution-77 |; trigger=implement; cue=asked; holder=amina-dor; modality=demanded",
                    "hold_office amina-dor > tirmenia | |; trigger=Dor",
                ],
            ),
            (
                "The representative of Velland said that Resolution 77 had been adopted against the Charter and that Velland rejected it.",
                ["reject velland > | resolution-77 |; trigger=rejected; cue=said; holder=velland"],
            ),
            (
                "The Secretary-General had offered to mediate between Ardania and Velland.",
                ["mediate un > ardania,velland | |; trigger=mediate; modality=intended"],
            ),
            (
                "Mr. Oduya (Ardania) said that Velland had deployed missiles on the Gull Islands.",
                ["deploy velland > gull-islands | | missiles; trigger=deployed; cue=said; holder=marek-oduya"],
            ),
            (
                "Ms. Brandt (Velland) said that there were no missiles on the Gull Islands and that none had been deployed.",
                ["deploy velland > gull-islands | | missiles; trigger=deployed; cue=said; holder=ilsa-brandt; polarity=negative"],
            ),
            (
                "The coastal states had signed the Sable Bank Fishing Accord, which Suvaro had not ratified.",
                [
                    "sign coastal-states > | fishing-accord |; trigger=signed",
                    "ratify suvaro > | fishing-accord |; trigger=ratified; polarity=negative",
                ],
            ),
        ],
    ),
    (
        "wire/2031-03-15.eml",
        None,
        None,
        None,
        None,
        [
            (
                "Norrland sent coast guards to the Sable Bank after island settlers fired on trawlers.",
                [
                    "deploy norrland > sable-bank | | coast guards; trigger=sent",
                    "attack settlers > fishermen | |; trigger=fired on",
                ],
            ),
            (
                "The Northern Maritime Union imposed the autumn embargo on Velland, and Ardania joined the Union's patrols.",
                [
                    "sanction maritime-union > velland | embargo |; trigger=imposed",
                    "join ardania > maritime-union | | patrols; trigger=joined",
                ],
            ),
            (
                "It is believed that Kesh plans to annex the Gull Islands.",
                ["annex kesh > gull-islands | |; trigger=annex; cue=It is believed; holder=?; modality=intended; stance=distancing"],
            ),
            (
                "Ardania's deputy minister Lin Sarrano said Ardania would accept the joint patrol plan.",
                ["agree ardania > | patrol-plan |; trigger=accept; cue=said; holder=lin-sarrano; modality=intended"],
            ),
            (
                "The Institute for the Law of the Sea is sceptical: without Velland the joint patrol plan “is a paper boat”.",
                ["characterize legal-institute > | patrol-plan | a paper boat; trigger=is; holder=legal-institute; cue=sceptical"],
            ),
        ],
    ),
]
FILLER = (
    "Shipowners waited for the tide of news to turn. The price of freight through the strait has doubled since the autumn, "
    "and insurers ask for more each week. "
)


def sample_graph() -> Graph:
    """The whole dispute."""
    known = {e.id: e for e in map(_entity, ENTITIES.strip().splitlines())}
    documents, shown = [], defaultdict(list)
    for doc_id, title, author, publisher, published, rows in DOCUMENTS:
        iri = BASE + "doc-" + _hash(doc_id)
        text = f"{title or 'No subject'}\n\n"
        for index, (sentence, facts) in enumerate(rows):
            for fact in facts:
                claim, evidence = _claim(fact, iri, sentence, index, len(text))
                shown[claim].append(evidence)
            text += f"{sentence}\n{FILLER * (index % 3)}\n"
        text += "Related posts: The tides of March"
        documents.append(
            DocumentNode(
                iri=iri,
                doc_id=doc_id,
                title=title,
                author=author,
                publisher=publisher,
                published=published,
                url="https://example.org/" + _hash(doc_id) if publisher else None,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                text=text,
                source=doc_id,
                skipped=((len(text) - len("Related posts: The tides of March"), len(text), "related links"),),
                coverage=0.8,
            )
        )
    claims = [replace(claim, evidence=tuple(sorted(rows, key=lambda e: e.iri))) for claim, rows in shown.items()]
    return sorted_graph(list(known.values()), documents, claims)


def sorted_graph(entities: Sequence[EntityNode], documents: Sequence[DocumentNode], claims: Sequence[ClaimNode]) -> Graph:
    """A graph in the order that the read model promises."""
    return Graph(
        entities=tuple(sorted(entities, key=lambda e: e.iri)),
        documents=tuple(sorted(documents, key=lambda d: d.iri)),
        claims=tuple(sorted(claims, key=lambda c: c.iri)),
        generation="sample",
    )


def wide_graph(count: int, text: str = "") -> Graph:
    """A graph of `count` entities around a few hubs, told by ten documents of the given further text."""
    entities = [EntityNode(iri=f"{BASE}e{n}", id=f"e{n}", type="State", name=f"Entity number {n}") for n in range(count)]
    documents, claims = [], []
    for d in range(10):
        sentences = [f"Entity number {n} met entity number {n % 7} in spring." for n in range(d + 7, count, 10)]
        iri, start = f"{BASE}doc-{d}", 0
        for index, (sentence, n) in enumerate(zip(sentences, range(d + 7, count, 10), strict=True)):
            claims.append(_meeting(iri, sentence, index, start, n))
            start += len(sentence) + 1
        documents.append(DocumentNode(iri=iri, doc_id=f"d{d}.txt", text="\n".join(sentences) + "\n" + text))
    return sorted_graph(entities, documents, claims)


def hostile_graph(payloads: Sequence[str]) -> Graph:
    """The sample with hostile words in every place where a text can stand."""
    graph = sample_graph()
    entities = [replace(e, name=_bad(payloads, i), aliases=(_bad(payloads, i + 1),), links=(("wikidata", _bad(payloads, i)), ("url", _bad(payloads, i + 2)))) for i, e in enumerate(graph.entities)]
    documents, claims = [], []
    texts: dict[str, str] = {}
    for i, d in enumerate(graph.documents):
        text = " ".join(payloads) + " " + (d.text or "")
        texts[d.iri] = text
        documents.append(
            replace(d, doc_id=_bad(payloads, i), title=_bad(payloads, i + 3), author=_bad(payloads, i + 4), publisher=_bad(payloads, i + 5), published=_bad(payloads, i + 6), url=_bad(payloads, i + 7), source=_bad(payloads, i + 8), text=text)
        )
    for i, c in enumerate(graph.claims):
        rows = [replace(e, sentence=_bad(payloads, i + k) + " " + e.sentence, date=_bad(payloads, i), cue=_bad(payloads, i), trigger=_bad(payloads, i), exact=_bad(payloads, i), rule=_bad(payloads, i), stance=_bad(payloads, i), start=0, end=5, sentence_start=0) for k, e in enumerate(c.evidence)]
        claims.append(replace(c, theme_text=_bad(payloads, i), relation=_bad(payloads, i) if i % 5 == 0 else c.relation, modality=c.modality, evidence=tuple(rows)))
    return sorted_graph(entities, documents, claims)


def _bad(payloads: Sequence[str], number: int) -> str:
    return payloads[number % len(payloads)]


def _meeting(document: str, sentence: str, index: int, start: int, n: int) -> ClaimNode:
    evidence = EvidenceNode(
        iri=f"{BASE}ev-{n}",
        document=document,
        sentence=sentence,
        sentence_index=index,
        sentence_start=start,
        start=start,
        end=start + len(sentence) - 11,
        exact=sentence[:-11],
        trigger="met",
        confidence=0.9,
        rule="verb",
    )
    return ClaimNode(
        iri=f"{BASE}claim-{n}",
        event=f"{BASE}event-{n}",
        relation="meet",
        agents=(f"{BASE}e{n}",),
        targets=(f"{BASE}e{n % 7}",),
        narrator=document,
        evidence=(evidence,),
    )


def _entity(line: str) -> EntityNode:
    kind, id_, rest = line.split(" ", 2)
    name, *more = rest.split(";")
    links = tuple(tuple(m.split("=")) for m in more if "=" in m)
    aliases = tuple(m for m in more if "=" not in m)
    return EntityNode(
        iri=BASE + id_, id=id_, type=kind, name=name, aliases=aliases, anonymous=id_ == "diplomats", links=links  # type: ignore[arg-type]
    )


def _claim(fact: str, document: str, sentence: str, index: int, at: int) -> tuple[ClaimNode, EvidenceNode]:
    head, *options = fact.split(";")
    given = dict(option.strip().split("=", 1) for option in options)
    relation, agents, targets, theme, words = re.match(r"(\S+) ?(\S*) > ?(\S*) ?\| ?(\S*) ?\|? ?(.*)", head).groups()  # type: ignore[union-attr]
    theme, words = theme.strip("|"), words.strip("| ")
    holder = given.get("holder")
    trigger = sentence.index(given["trigger"])
    start, end = max(0, trigger - 12), min(len(sentence), trigger + len(given["trigger"]) + 26)
    start, end = sentence.rfind(" ", 0, start + 1) + 1, sentence.find(" ", end) if " " in sentence[end:] else len(sentence)
    claim = ClaimNode(
        iri=BASE + "claim-" + _hash(relation, agents, targets, theme, words, holder or document, given.get("polarity", ""), given.get("modality", "")),
        event=BASE + "event-" + _hash(relation, agents, targets, theme, words),
        relation=relation,
        agents=_iris(agents),
        targets=_iris(targets),
        theme=BASE + theme if theme else None,
        theme_text=words or None,
        holder=None if holder in (None, "?") else BASE + holder,
        narrator=document if holder is None else None,
        polarity=given.get("polarity", "positive"),
        modality=given.get("modality", "actual"),
    )
    evidence = EvidenceNode(
        iri=BASE + "ev-" + _hash(document, str(at + start), str(at + end), claim.iri),
        document=document,
        sentence=sentence,
        sentence_index=index,
        sentence_start=at,
        start=at + start,
        end=at + end,
        exact=sentence[start:end],
        trigger=given["trigger"],
        cue=given.get("cue"),
        date=given.get("date"),
        place=BASE + given["place"] if "place" in given else None,
        stance=given.get("stance", "neutral"),
        reported_in=_iris(given.get("through", "")),
        confidence=0.9 if holder is None else 0.78,
        rule="verb" if "called" not in given.get("cue", "") else "copula",
    )
    return claim, evidence


def _iris(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split(",") if name)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
