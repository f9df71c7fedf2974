"""What must always be right? Short texts through the whole chain: who says what, affirmed, denied or hedged, in whose words."""

import pytest

from kg.extract.pipeline import Extractor
from kg.model import Article, Attribution, AttributionKind, Extraction, Span, Statement, StatementKind


def read(extractor: Extractor, text: str) -> Extraction:
    return extractor(Article("test", "test", text, published="2025-09-01"))


def claims(found: Extraction) -> list[Statement]:
    """Positions and actions, without the offices that titles tell."""
    return [s for s in found.statements if s.kind is not StatementKind.ROLE]


def line(s: Statement) -> str:
    """`subject relation > object: polarity modality firm|soft`, then each speaker from the inside out."""
    speakers = "".join(f" by {link.source.label}" for link in chain(s.attribution))
    plain = "firm" if s.firm else "soft"
    return f"{s.subject.label} {s.relation} > {s.object.text}: {s.polarity} {s.modality} {plain}{speakers}"


def lines(extractor: Extractor, text: str) -> list[str]:
    """The claims of a text, a line each."""
    return [line(s) for s in claims(read(extractor, text))]


def chain(attribution: Attribution | None) -> list[Attribution]:
    found = []
    while attribution is not None:
        found.append(attribution)
        attribution = attribution.outer
    return found


PLAIN = [
    ("Ghana opposes the levy on cocoa.", "Ghana opposes > levy on cocoa: con asserted firm"),
    ("The levy on cocoa was opposed by Ghana.", "Ghana opposes > levy on cocoa: con asserted firm"),
    ("Chad was attacked by Libya on Sunday.", "Libya attacks > Chad: con asserted firm"),
    ("Chile shelled the depot.", "Chile attacks > depot: con asserted firm"),
    ("Cambodia voiced support for the canal.", "Cambodia supports > canal: pro asserted firm"),
    ("Cambodia's opposition to the canal is well known.", "Cambodia opposes > canal: con asserted firm"),
    ("A foreign base is unacceptable to Nigeria.", "Nigeria opposes > foreign base: con asserted firm"),
    ("Tunisia called the deal a mistake.", "Tunisia criticizes > deal: con asserted firm"),
    (
        "Laos has ruled out military intervention in Myanmar.",
        "Laos rulesOut > military intervention in Myanmar: con asserted firm",
    ),
    ("Malta is ready to accept the migrants.", "Malta willingTo > accept the migrants: pro asserted firm"),
    ("Uganda was urged by Kenya to lift the blockade.", "Kenya demands > lift the blockade: pro asserted firm"),
    ("Zambia warned Malawi against closing the border.", "Zambia warns > closing the border: con asserted firm"),
    ("Mexico imposed tariffs on Canada.", "Mexico sanctions > Canada: con asserted firm"),
    ("Samoa was the first country to block the pact.", "Samoa opposes > pact: con asserted firm"),
    ("Qatar was the only member opposing the draft.", "Qatar opposes > draft: con asserted firm"),
    ("Oman is one of Iraq's closest allies.", "Oman cooperates > Iraq: pro asserted firm"),
    ("Turkey launched a campaign.", "Turkey proposes > campaign: pro asserted firm"),
    ("Bolivia re-stated its opposition to the dam.", "Bolivia opposes > dam: con asserted firm"),
    ("Britain pushed for Norway to sign the pact.", "United Kingdom demands > sign the pact: pro asserted firm"),
]

NEGATED = [
    ("Norway did not oppose the fishing quota.", "Norway accepts > fishing quota: pro possible soft"),
    ("Vietnam was not consulted and does not accept the map.", "Vietnam opposes > map: con asserted firm"),
    ("Latvia can't accept the offer.", "Latvia opposes > offer: con asserted firm"),
    ("Slovenia refused to accept the border ruling.", "Slovenia rejects > accept the border ruling: con asserted firm"),
    ("Hungary would not rule out a tax on grain.", "Hungary considers > tax on grain: neutral possible soft"),
    ("Laos has not ruled out an arms embargo on Myanmar.", "Laos considers > arms embargo on Myanmar: neutral possible soft"),
    ("Kenya refused to rule out a blockade of the port.", "Kenya considers > blockade of the port: neutral possible soft"),
    ("Australia has no objection to the Fijian proposal.", "Australia accepts > Fijian proposal: pro possible soft"),
    ("Finland no longer opposes the sale of tanks to Ukraine.", "Finland accepts > sale of tanks to Ukraine: pro possible soft"),
    ("Pakistan denied supporting the rebels.", "Pakistan rejects > supporting the rebels: con asserted firm"),
    ("Qatar denied that it had funded the militia.", "Qatar rejects > it had funded the militia: con asserted firm"),
    ("Armenia agreed not to deploy troops to the village.", "Armenia rulesOut > deploy troops to the village: con asserted firm"),
    ("Bahrain said it would not join the boycott of Qatar.", "Bahrain rulesOut > boycott of Qatar: con asserted firm"),
]  # fmt: skip

HEDGED = [
    ("Canada may support the new border treaty.", "Canada supports > new border treaty: pro possible soft"),
    ("Uruguay might host the summit.", "Uruguay hosts > summit: neutral possible soft"),
    ("Ethiopia will deploy two brigades unless Eritrea withdraws.", "Ethiopia deploys > two brigades: neutral conditional soft"),
    ("If Eritrea attacks the port, Ethiopia will deploy ten tanks.", "Ethiopia deploys > ten tanks: neutral conditional soft"),
    ("Malta would accept the migrants if Italy paid.", "Malta accepts > migrants: pro conditional soft"),
    ("Lebanon is expected to support the truce.", "Lebanon supports > truce: pro future soft"),
    ("Lebanon appears to support the truce.", "Lebanon supports > truce: pro possible soft"),
]  # fmt: skip

SPOKEN = [
    ("Ottawa rejected the offer, Reuters reported.", "Canada rejects > offer: con asserted firm by Reuters"),
    ("According to Reuters, Ottawa rejected the offer.", "Canada rejects > offer: con asserted firm by Reuters"),
    ("Reuters said that Paris had told Oslo it would back the duty.", "France supports > duty: pro future soft by Reuters"),
    (
        "Le Monde reported that Macron had told Sisi that Egypt would host the talks.",
        "Egypt hosts > talks: neutral future soft by Emmanuel Macron by Le Monde",
    ),
    ("Kaja Kallas said that she supported the sanctions.", "Kaja Kallas supports > sanctions: pro asserted firm"),
    (
        'Foreign Ministry spokesman Lin Jian said: "We oppose any arms sales to Taiwan."',
        "China opposes > arms sales to Taiwan: con asserted firm by Lin Jian",
    ),
    (
        '"We will not withdraw from the enclave," said Kremlin spokesman Dmitry Peskov.',
        "Russia rulesOut > enclave: con asserted firm by Dmitry Peskov",
    ),
    ("Critics say Sweden supports the ban.", "Sweden supports > ban: pro asserted firm by Critics"),
    ('India "fully supports" the loan, Jaishankar said.', "India supports > loan: pro asserted firm by S. Jaishankar"),
    ("Ruto met Xi Jinping. He promised to support the mine.", "William Ruto pledges > support the mine: pro asserted firm"),
]  # fmt: skip

HEADLINES = [
    ("Panama Backs Canal Treaty", "Panama supports > Canal Treaty: pro asserted firm"),
    ("Japan Rejects Plan To Divide Disputed Islands", "Japan rejects > Plan To Divide Disputed Islands: con asserted firm"),
    ("Poland Won't Send Troops, Tusk Says", "Poland rulesOut > Troops: con asserted firm by Donald Tusk"),
    ("Kenya rules out talks with Sudan", "Kenya rulesOut > talks with Sudan: con asserted firm"),
    ("Kenya refuses to rule out talks with Sudan", "Kenya considers > talks with Sudan: neutral possible soft"),
    ("EU Weighs New Sanctions On Iran", "European Union considers > New Sanctions On Iran: neutral asserted firm"),
]

CASES = [*PLAIN, *NEGATED, *HEDGED, *SPOKEN, *HEADLINES]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_statement(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


@pytest.mark.parametrize(("text", "expected"), [*PLAIN, *NEGATED, *HEDGED], ids=[text for text, _ in [*PLAIN, *NEGATED, *HEDGED]])
def test_nothing_else_is_said(extractor: Extractor, text: str, expected: str) -> None:
    assert lines(extractor, text) == [expected]


# Each text denies, doubts, hedges, supposes or takes back what the plain edge would say.
NEVER = [
    ("Burundi's support for the junta has ended.", "supports"),
    ("Burundi's alleged support for the rebels angered Rwanda.", "supports"),
    ("Burundi may never accept the plan.", "opposes"),
    ("Burundi will probably not attack Rwanda.", "rulesOut"),
    ("Burundi tried to attack Rwanda.", "attacks"),
    ("Burundi used to support the plan.", "supports"),
    ("Netanyahu dismissed Sanchez's claim that Israel attacked the convoy.", "attacks"),
    ("Chile has no plans to join the naval patrol.", "proposes"),
    ("Hungary has no intention of joining the sanctions.", "pledges"),
    ("Neither Serbia nor Kosovo accepted the map.", "accepts"),
    ("Bhutan neither supports nor opposes the dam.", "supports"),
    ("Bhutan neither supports nor opposes the dam.", "opposes"),
    ("Finland no longer opposes the sale of tanks.", "opposes"),
    ("Australia has no objection to the Fijian proposal.", "opposes"),
    ("Togo abstained rather than support the levy.", "supports"),
    ("Instead of supporting the levy, Togo left the talks.", "supports"),
    ("It is not true that Kazakhstan supports the embargo.", "supports"),
    ("The claim that Rwanda supports the rebels is false.", "supports"),
    ("Rwanda was accused of supporting the rebels.", "supports"),
    ("Togo dropped its opposition to the levy.", "opposes"),
    ("Togo withdrew its support for the levy.", "supports"),
    ("Algeria is far from endorsing the plan.", "supports"),
    ("Had Italy opposed the deal, Malta would have left the bloc.", "opposes"),
    ("Armenia vowed never to accept the corridor.", "accepts"),
    ("Armenia vowed never to accept the corridor.", "pledges"),
    ("Iran insisted that it never sought nuclear weapons.", "demands"),
    ("Togo is less willing to accept the levy.", "willingTo"),
    ("Spain is reportedly considering a ban on settlement goods.", "considers"),
    ("Sweden should support the ban.", "supports"),
    ("Peru has yet to confirm the arrest of the smugglers.", "confirms"),
    ("Peru did not attack the convoy.", "attacks"),
    ("Georgia failed to condemn the invasion.", "criticizes"),
    ("Egypt refrained from endorsing the Sudanese truce.", "supports"),
    ("Bolivia stopped supporting the boycott.", "supports"),
    ("Jordan pretends to support the truce.", "supports"),
    ("Estonia doubts that Latvia supports the offer.", "supports"),
    ("Estonia doesn't think that Latvia supports the offer.", "supports"),
    ("Does Bahrain support the boycott?", "supports"),
    ("Whether Germany supports the ban is unclear.", "supports"),
    ("Unless Bahrain supports the boycott, Kuwait will leave the council.", "supports"),
    ("Morocco wants Spain to recognise its rule.", "recognises"),
    ("Cyprus denied accusing Turkey of violating its airspace.", "criticizes"),
    ("Nepal accepted the road, not the dam.", "rejects"),
    ("Claims that Rwanda armed the rebels were dismissed by Kigali.", "provides"),
    ("Vietnam Will Not Accept Canal, Minister Says", "accepts"),
    ("Without supporting the levy, Togo stayed in the talks.", "supports"),
    ("Mexico may impose tariffs on Canada.", "sanctions"),
    ("Mexico threatened to impose tariffs on Canada.", "sanctions"),
    ("Zambia urged Malawi not to close the border.", "demands"),
    ("Burundi was asked to accept the refugees.", "accepts"),
    ("Burundi came close to accepting the deal.", "accepts"),
    ("Burundi is anything but willing to accept the plan.", "willingTo"),
    ("Burundi prevented Rwanda from attacking Uganda.", "attacks"),
    ("Rwanda suspects Burundi of arming the rebels.", "provides"),
    ("Even if Burundi supports the plan, Rwanda will block it.", "supports"),
    ("Burundi never said that it supported the junta.", "supports"),
    ("Burundi has not decided whether it will attack Rwanda.", "attacks"),
    ("Burundi rejected accusations of arming the rebels.", "provides"),
    ("Burundi ended its support for the junta.", "supports"),
    ("Burundi sent a letter to the junta.", "provides"),
    ("Peru neither confirmed nor denied the raid.", "rejects"),
    ("Peru did not say that the drilling was illegal.", "opposes"),
    ("Peru refused to say that the drilling was illegal.", "opposes"),
    ("Peru denied that the drilling was illegal.", "opposes"),
    ("Peru has yet to decide to double the output.", "rulesOut"),
    ("Peru denounced the move as meddling in its affairs.", "attacks"),
    ("There is no evidence that Iran attacked the ship.", "attacks"),
    ("Peru will speak when it votes against the ban.", "opposes"),
    ("Peru is due to impose tariffs on Chile.", "sanctions"),
    ("Peru says Chile needs to comply by banning the trade.", "sanctions"),
    ("Many Croats support the general.", "supports"),
    ("Talks between Oman and Iran were cancelled.", "consults"),
    ("Peru does not wish to fight the levy.", "accepts"),
    ("The minister asked: “Who would support the ban?”", "demands"),
    ("Burundi rejected the accusation that it had armed the rebels.", "provides"),
    ("Senegal said reports that it had agreed to the base were untrue.", "accepts"),
]


@pytest.mark.parametrize(("text", "relation"), NEVER, ids=[f"{text} [{relation}]" for text, relation in NEVER])
def test_never_a_firm_statement_of_what_the_text_does_not_claim(extractor: Extractor, text: str, relation: str) -> None:
    assert not [line(s) for s in read(extractor, text).statements if s.firm and s.relation == relation]


@pytest.mark.parametrize(
    "text",
    [
        "The ceasefire was rejected on Monday.",
        "Chad was attacked on Sunday.",
        "There is no support in Germany for the tariff.",
        "Nobody in Kenya supports the tax.",
        "No country has recognised Somaliland.",
        "Would Germany support the ban?",
        "Not all European states support the ban.",
    ],
)
def test_nobody_is_said_to_do_it(extractor: Extractor, text: str) -> None:
    assert lines(extractor, text) == []


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("Kenya said that no decision has been made on the dam.", "no decision has been made on the dam", "neutral"),
        ("Kenya demanded that no troops be sent to Chad.", "no troops be sent to Chad", "pro"),
        ("Kenya said not all states support the treaty.", "not all states support the treaty", "neutral"),
        ("Kenya gave no support to the rebels of Chad.", "support to the rebels of Chad", "con"),
        ("Kenya sent Chad no arms.", "arms", "con"),
        ("Kenya showed scant support for the treaty.", "treaty", "con"),
        ("Kenya showed a little support for the treaty.", "treaty", "pro"),
    ],
)
def test_what_denies_is_never_lost(extractor: Extractor, text: str, words: str, polarity: str) -> None:
    assert [(s.object.text, s.polarity.value) for s in claims(read(extractor, text))] == [(words, polarity)]


MUTUAL = [
    ("Togo and Benin met in Accra.", "meets"),
    ("Talks between Togo and Benin ended on Friday.", "consults"),
    ("Togo and Benin held talks in Accra.", "consults"),
]


@pytest.mark.parametrize(("text", "relation"), MUTUAL, ids=[case[0] for case in MUTUAL])
def test_each_with_the_other(extractor: Extractor, text: str, relation: str) -> None:
    found = [(s.subject.label, s.relation, s.object.label, s.firm) for s in claims(read(extractor, text))]
    assert found == [("Benin", relation, "Togo", True), ("Togo", relation, "Benin", True)]


CUES = [
    ("Norway did not oppose the fishing quota.", "oppose", ["not"], []),
    ("Latvia won't accept the offer.", "accept", ["n't"], []),
    ("Hungary would not rule out sending peacekeepers to Sudan.", "rule out", ["not"], ["would"]),
    ("Australia has no objection to the Fijian proposal.", "objection", ["no"], []),
    ("Egypt refrained from endorsing the Sudanese truce.", "endorsing", ["refrained"], []),
    ("Ethiopia will deploy two brigades unless Eritrea withdraws its troops.", "deploy", [], ["will", "unless"]),
    ("Canada may support the new border treaty.", "support", [], ["may"]),
]


@pytest.mark.parametrize(("text", "cue", "negation", "modality"), CUES, ids=[case[0] for case in CUES])
def test_cues(extractor: Extractor, text: str, cue: str, negation: list[str], modality: list[str]) -> None:
    (s,) = claims(read(extractor, text))
    assert s.evidence.cue.of(text) == cue
    assert [span.of(text) for span in s.evidence.negation] == negation
    assert [span.of(text) for span in s.evidence.modality] == modality
    assert s.evidence.sentence == Span(0, len(text))


def test_a_report_of_a_report_keeps_both_links(extractor: Extractor) -> None:
    text = "Le Monde reported that Macron had told Sisi that Egypt would host the talks."
    (s,) = (s for s in claims(read(extractor, text)) if s.relation == "hosts")
    inner, outer = chain(s.attribution)
    assert (inner.cue.of(text), inner.source.text) == ("told", "Macron")
    assert inner.content.of(text).endswith("Egypt would host the talks")
    assert (outer.cue.of(text), outer.source.text) == ("reported", "Le Monde")
    assert outer.content.covers(inner.cue)


def test_kinds_of_quotation(extractor: Extractor) -> None:
    kinds = {
        'Foreign Ministry spokesman Lin Jian said: "We oppose any arms sales to Taiwan."': AttributionKind.DIRECT,
        'India "fully supports the costly loan", Jaishankar said.': AttributionKind.MIXED,
        "Reuters reported that Ottawa had rejected the offer.": AttributionKind.INDIRECT,
    }
    for text, kind in kinds.items():
        (s,) = claims(read(extractor, text))
        assert s.attribution is not None
        assert s.attribution.kind is kind, text


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph(extractor: Extractor) -> None:
    text = "“India will never accept the ruling on the dam, Prime Minister Narendra Modi said.\n\nPakistan welcomed the ruling."
    assert lines(extractor, text) == [
        "India opposes > ruling on the dam: con asserted firm by Narendra Modi",
        "Pakistan supports > ruling: pro asserted firm",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We support the truce", Erdogan told Putin, "but we do not accept the map."',
            [
                "Turkey supports > truce: pro asserted firm by Recep Tayyip Erdogan",
                "Turkey opposes > map: con asserted firm by Recep Tayyip Erdogan",
            ],
        ),
        (
            "“We are ready for talks,” Lavrov said. “But we will not withdraw from Crimea.”",
            [
                "Russia willingTo > talks: pro asserted firm by Sergei Lavrov",
                "Russia rulesOut > Crimea: con asserted firm by Sergei Lavrov",
            ],
        ),
    ],
)
def test_a_quotation_in_pieces_has_one_speaker(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Macron met Scholz. The German chancellor said he opposed the plan.",
            ["Emmanuel Macron meets > Scholz: neutral asserted firm", "Olaf Scholz opposes > plan: con asserted firm"],
        ),
        (
            "Scholz and Macron said they supported the plan.",
            ["Emmanuel Macron supports > plan: pro asserted firm", "Olaf Scholz supports > plan: pro asserted firm"],
        ),
        ("In a statement, Hamas said it rejected the proposal.", ["Hamas rejects > proposal: con asserted firm"]),
    ],
)
def test_who_speaks_of_oneself_is_no_second_voice(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [line(s) for s in claims(extractor(Article("test", "test", text, published="2024-03-01")))] == expected


def test_a_spokespersons_we_is_who_is_spoken_for_and_the_words_are_kept(extractor: Extractor) -> None:
    text = "Estonian Foreign Ministry spokeswoman Mari Kask said: “We oppose the annexation.”"
    (s,) = claims(read(extractor, text))
    assert (s.subject.id, s.subject.text, s.evidence.subject.of(text)) == ("estonia", "We", "We")
    assert s.speaker is not None
    assert s.speaker.label == "Mari Kask"


def test_headlines_keep_their_letters(extractor: Extractor) -> None:
    text = "Vietnam Will Not Accept Canal, Minister Says"
    (s,) = claims(read(extractor, text))
    assert (s.subject.label, s.polarity, s.object.text, s.evidence.cue.of(text)) == ("Vietnam", "con", "Canal", "Accept")


def test_offices(extractor: Extractor) -> None:
    text = "Kenyan President William Ruto urged Uganda to lift the blockade."
    office, demand = read(extractor, text).statements
    assert (office.subject.label, office.relation, office.object.text) == ("William Ruto", "holdsOffice", "Kenyan President")
    assert (demand.subject.label, demand.relation) == ("William Ruto", "demands")
    assert demand.recipient is not None
    assert demand.recipient.label == "Uganda"


def test_two_sentences_two_stances(extractor: Extractor) -> None:
    text = "Nepal opposed the dam but accepted the road. Paraguay opposes the venue."
    assert lines(extractor, text) == [
        "Nepal opposes > dam: con asserted firm",
        "Nepal accepts > road: pro asserted firm",
        "Paraguay opposes > venue: con asserted firm",
    ]
