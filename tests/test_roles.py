"""Who holds which office, who belongs to what, and who speaks for whom? Titles, appositions, appointments, memberships."""

import pytest

from kg import actors
from kg.extract.headlines import running_case
from kg.extract.pipeline import Extractor
from kg.model import Article, Extraction, Modality, StatementKind


def read(extractor: Extractor, text: str, published: str | None = None) -> Extraction:
    return extractor(Article("test", "test", text, published=published))


def roles(extraction: Extraction) -> list[str]:
    """Each role as "subject relation owner: words"; "(not firm)" where no plain edge is written."""
    return [
        f"{s.subject.label} {s.relation} {s.object.label}: {s.object.text}{'' if s.firm else ' (not firm)'}"
        for s in extraction.statements
        if s.kind is StatementKind.ROLE
    ]


HOME = "Bolivia's army destroyed the missiles. Bolivia will hold a vote. "
BARE = [
    ("Defense Minister Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Bolivia: Defense Minister"]),
    ("Outgoing President Eduardo Vidal resigned.", ["Eduardo Vidal holdsOffice Bolivia: Outgoing President"]),
    ("Army chief Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Bolivia: Army chief"]),
    ("Police chief Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Bolivia: Police chief"]),
    (
        "The Oruro province police chief, Gonzalo Mendez, left.",
        ["Gonzalo Mendez holdsOffice Bolivia: Oruro province police chief"],
    ),
    ("A senior police official, Gonzalo Mendez, resigned.", ["Gonzalo Mendez holdsOffice Bolivia: senior police official"]),
    ("Opposition leader Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Bolivia: Opposition leader"]),
    (
        "The pro-Western governing coalition leader Gonzalo Mendez resigned.",
        ["Gonzalo Mendez holdsOffice Bolivia: pro-Western governing coalition leader"],
    ),
    ("They elected army General Gonzalo Mendez.", ["Gonzalo Mendez holdsOffice Bolivia: army General"]),
    ("Basra police chief Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Iraq: Basra police chief"]),
    ("Hotel security chief Gonzalo Mendez resigned.", []),
    ("Coalition leader Gonzalo Mendez resigned.", []),
    ("Ambassador Gonzalo Mendez resigned.", []),
    ("Lieutenant General Gonzalo Mendez resigned.", []),
    ("Party leader Gonzalo Mendez resigned.", []),
    ("Peruvian Defense Minister Gonzalo Mendez resigned.", ["Gonzalo Mendez holdsOffice Peru: Peruvian Defense Minister"]),
]


@pytest.mark.parametrize(("text", "expected"), BARE, ids=[case[0] for case in BARE])
def test_a_bare_title_is_of_the_state_that_the_text_is_about(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert roles(read(extractor, HOME + text)) == expected
    assert not expected or not roles(read(extractor, text)) or "Peru" in text or "Basra" in text


ROLES = [
    (
        "Zambian Deputy Prime Minister and Green leader Rosa Okoro rejected the treaty.",
        ["Rosa Okoro holdsOffice Zambia: Zambian Deputy Prime Minister"],
    ),
    (
        "Chilean President and Bolivian Prime Minister Tomas Vidal met.",  # two people: one of them is not named
        ["Tomas Vidal holdsOffice Bolivia: Bolivian Prime Minister"],
    ),
    (
        "The talks were led by Zambian Minister for African Affairs Rosa Okoro.",
        ["Rosa Okoro holdsOffice Zambia: Zambian Minister for African Affairs"],
    ),
    ("Unity Party leader Rosa Okoro opened the session.", ["Rosa Okoro holdsOffice Unity Party: Unity Party leader"]),
    ("Rosa Okoro of the Unity Party rejected the treaty.", ["Rosa Okoro memberOf Unity Party: Unity Party"]),
    (
        "Rosa Okoro, from the opposition Unity Party, rejected the treaty.",
        ["Rosa Okoro memberOf Unity Party: opposition Unity Party"],
    ),
    ("A letter to Rosa Okoro from the African Union was lost.", []),
    (
        "The treaty was drafted under the guidance of Tomas Vidal, the President of Chile.",
        ["Tomas Vidal holdsOffice Chile: President of Chile"],
    ),
    ("The President of Malawi, Rosa Okoro had signed the treaty.", ["Rosa Okoro holdsOffice Malawi: President of Malawi"]),
    (
        "Bolivia's ruler, Tomas Vidal, also said that he would stay.",
        ["Tomas Vidal holdsOffice Bolivia: Bolivia's ruler"],
    ),
    (
        "United Nations (UN) Special Envoy Rosa Okoro opened the session.",
        ["Rosa Okoro holdsOffice United Nations: United Nations (UN) Special Envoy"],
    ),
    (
        "Rosa Okoro, Zambian Finance Ministry spokesperson, said that Malawi agreed.",
        ["Rosa Okoro holdsOffice Zambia: Zambian Finance Ministry spokesperson"],
    ),
    (
        "Peruvian Minister of Commerce Tomas Vidal met reporters.",
        ["Tomas Vidal holdsOffice Peru: Peruvian Minister of Commerce"],
    ),
    (
        "Rosa Okoro, former president of Zambia, worked with the mediators.",
        ["Rosa Okoro holdsOffice Zambia: former president of Zambia (not firm)"],
    ),
    ("Ex-Prime Minister of Togo Rosa Okoro left.", ["Rosa Okoro holdsOffice Togo: Ex-Prime Minister of Togo (not firm)"]),
    ("Chilean President-elect Rosa Okoro left.", ["Rosa Okoro holdsOffice Chile: Chilean President-elect (not firm)"]),
    ("Rosa Okoro, a former general and president of Togo, left.", ["Rosa Okoro holdsOffice Togo: president of Togo"]),
    ("Rosa Okoro was elected president of Zambia on Sunday.", ["Rosa Okoro holdsOffice Zambia: president of Zambia"]),
    ("Rosa Okoro was sworn in as president of Zambia.", ["Rosa Okoro holdsOffice Zambia: president of Zambia"]),
    ("Rosa Okoro, president of Malta since 2010, left.", ["Rosa Okoro holdsOffice Malta: president of Malta"]),
    (
        "The Ghanaian-born head of the World Bank, Rosa Okoro, left.",
        ["Rosa Okoro holdsOffice World Bank: Ghanaian-born head of the World Bank"],
    ),
    (
        "A top Kenyan commander, General Tomas Vidal, met reporters.",
        ["Tomas Vidal holdsOffice Kenya: top Kenyan commander"],
    ),
    ("A spokesman for the World Bank, Tomas Vidal, left.", ["Tomas Vidal holdsOffice World Bank: spokesman for the World Bank"]),
    ("Norway's UN ambassador Rosa Okoro left.", ["Rosa Okoro holdsOffice Norway: Norway's UN ambassador"]),
    ("Kenya’s ambassador to Oman, Rosa Okoro, left.", ["Rosa Okoro holdsOffice Kenya: Kenya’s ambassador to Oman"]),
    ("EU member Malta objected to the levy.", ["Malta memberOf European Union: EU member"]),
    ("Turkey, a NATO ally, objected to the levy.", ["Turkey memberOf NATO: NATO ally"]),
    (
        "Nasir Khaldun, of the Marxist rebel group FARC, left.",
        ["Nasir Khaldun memberOf FARC: Marxist rebel group FARC"],
    ),
    ("Nasir Khaldun, from the town of Hamas, left.", []),
    (
        "The envoy met former President Jimmy Carter.",
        ["Jimmy Carter holdsOffice United States: former President (not firm)"],
    ),
    (
        "Chad appointed former general Nasir Khaldun as its defense minister.",
        ["Nasir Khaldun holdsOffice Chad: defense minister"],
    ),
    ("The rebels ousted President Bill Clinton.", ["Bill Clinton holdsOffice United States: President"]),
    ("Malta is a small EU member.", ["Malta memberOf European Union: small EU member"]),
    (
        "Objections came from NATO members Norway and Iceland.",
        ["Norway memberOf NATO: NATO members", "Iceland memberOf NATO: NATO members"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[case[0] for case in ROLES])
def test_roles(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert sorted(roles(read(extractor, text))) == sorted(expected)


NEVER = [
    "British historian Rosa Okoro left.",  # no office of a state
    "Bolivian rebel leader Tomas Vidal left.",
    "Chad's pro-Sudanese minister left.",
    "Lima mayor Rosa Okoro left.",  # serves no state
    "Rosa Okoro is not the president of Zambia.",
    "Rosa Okoro wants to be president of Zambia.",
    "Parliament said that Rosa Okoro might become president of Zambia.",
    "After meeting Rosa Okoro, the president of Zambia left for Peru.",
    "With the president of Zambia away, Rosa Okoro opened the session.",
    "Rosa Okoro has named a new president of the Zambian bank.",
    "Serbia is not an EU member.",
    "A Chilean member of Hamas was arrested.",
    "Rosa Okoro spoke with members of the Zambian army in Lusaka, Zambia, on Sunday.",
]


@pytest.mark.parametrize("text", NEVER)
def test_nobody_is_said_to_hold_it(extractor: Extractor, text: str) -> None:
    assert [role for role in roles(read(extractor, text)) if not role.endswith("(not firm)")] == []


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Opposition Governor Tomas Vidal", ["Opposition Governor"]),
        ("High Court Judge Tomas Vidal", ["High Court Judge"]),
        ("Police spokesman Tomas Vidal", ["Police spokesman"]),
        ("An army spokesman, Colonel Tomas Vidal,", ["army spokesman"]),
        ("Election official Tomas Vidal", ["Election official"]),
        ("Interior Minister General Tomas Vidal", ["Interior Minister"]),
        ("Union leader Tomas Vidal", []),
        ("Company spokesman Tomas Vidal", []),
        ("Colonel Tomas Vidal", []),
    ],
)
def test_public_offices_are_those_of_the_state_that_the_text_is_about(extractor: Extractor, who: str, words: list[str]) -> None:
    found = roles(read(extractor, f"Peru will vote in May. {who} rejected the plan. Peru is small."))
    assert found == [f"Tomas Vidal holdsOffice Peru: {title}" for title in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The head of training for the African Union mission, Rosa Okoro, left.",
            ["Rosa Okoro holdsOffice African Union: head of training for the African Union mission"],
        ),
        (
            "Vatican Secretary of State Cardinal Tomas Vidal left.",
            ["Tomas Vidal holdsOffice Vatican: Vatican Secretary of State"],
        ),
        ("The head of training for the marathon, Rosa Okoro, left.", []),
    ],
)
def test_long_titles(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert roles(read(extractor, text)) == expected


def test_an_office_through_the_person_one_serves(extractor: Extractor) -> None:
    text = "Kenyan President William Ruto met reporters. The president's commerce secretary Rosa Okoro left."
    assert roles(read(extractor, text, "2024-03-01")) == [
        "William Ruto holdsOffice Kenya: Kenyan President",
        "Rosa Okoro holdsOffice Kenya: president's commerce secretary",
    ]


def test_a_ministry_named_before_is_spoken_for(extractor: Extractor) -> None:
    text = "Peru's defence ministry rejected the claim. “We oppose the treaty,” ministry spokesperson Tomas Vidal said."
    extraction = read(extractor, text)
    assert roles(extraction) == ["Tomas Vidal holdsOffice Peru: ministry spokesperson"]
    assert [(s.subject.label, s.relation, s.speaker.label) for s in extraction.statements if s.speaker is not None] == [
        ("Peru", "opposes", "Tomas Vidal")
    ]


def test_an_opposition_leader_does_not_speak_for_the_state(extractor: Extractor) -> None:
    text = "Kenyan opposition leader Rosa Okoro said: “We reject the treaty.”"
    assert [s.subject.label for s in read(extractor, text).statements if s.relation == "rejects"] == ["Rosa Okoro"]


def test_an_office_not_yet_held_keeps_its_modality(extractor: Extractor) -> None:
    (s,) = read(extractor, "Rosa Okoro will become president of Zambia.").statements
    assert (s.relation, s.modality, s.firm) == ("holdsOffice", Modality.FUTURE, False)


def test_a_comma_between_two_names_of_a_headline_is_an_and(extractor: Extractor) -> None:
    text = "Malta, Zambia agree to resume talks\n\nThe talks had stopped in May."
    found = [(s.subject.label, s.relation, s.object.text) for s in read(extractor, text).statements]
    assert found == [("Malta", "accepts", "resume talks"), ("Zambia", "accepts", "resume talks")]


HEADLINES = [
    ("NORTH KOREA FIRES ROCKETS OVER MALTA", "North Korea fires rockets over Malta"),
    ("EU, US TO PUNISH BELARUS", "EU &US to punish Belarus"),
    ("OKORO ACCUSES ZAMBIA OF FRAUD", "Okoro accuses Zambia of fraud"),
    ("Zambia Rejects the Peace Plan", "Zambia rejects the peace plan"),
    ("IAEA AND WHO AGREE", "IAEA AND WHO AGREE"),
    ("Malta, Zambia agree to truce", "Malta &Zambia agree to truce"),
    ("Valletta, Malta hosts the talks", "Valletta, Malta hosts the talks"),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_headlines_in_running_case(headline: str, expected: str) -> None:
    text = f"{headline}\n\nZambia's Rosa Okoro rejected the plan for peace, and Okoro left."
    assert running_case(text, actors.load()).splitlines()[0] == expected


def test_a_headlines_infinitive_is_what_will_be(extractor: Extractor) -> None:
    text = "Kenya to host peace talks\n\nThe talks had stopped in May."
    (s,) = read(extractor, text).statements
    assert (s.subject.label, s.relation, s.object.text, s.modality, s.firm) == (
        "Kenya", "hosts", "peace talks", Modality.FUTURE, False,
    )  # fmt: skip


def test_two_titled_people_joined_by_and_act_together(extractor: Extractor) -> None:
    text = "Foreign Secretary Rosa Okoro and Defence Secretary Liam Bach visited Chile."
    found = [(s.subject.label, s.relation, s.object.label) for s in read(extractor, text).statements]
    assert found.count(("Rosa Okoro", "visits", "Chile")) == found.count(("Liam Bach", "visits", "Chile")) == 1


def test_a_person_read_beside_his_title_is_one_subject(extractor: Extractor) -> None:
    found = read(extractor, "Kofi Annan, the UN chief, and his deputy Mark Malloch Brown met in Oslo.").statements
    assert [s.object.label for s in found if s.relation == "meets" and s.subject.label == "Kofi Annan"] == ["Mark Malloch Brown"]


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        ("The chief whip Sir Liam Bach rejected the treaty.", "Liam Bach", "treaty"),
        ("Bolivia's envoy Monday rejected the treaty.", "Bolivian envoy", "treaty"),
        ("The UN secretary-general rejected the treaty.", "UN secretary-general", "treaty"),
        (
            "Kenya has said Rosa Okoro, formerly a judge, has been arrested.",
            "Kenya",
            "Rosa Okoro, formerly a judge, has been arrested",
        ),
    ],
)
def test_names_that_a_parser_takes_for_something_else(extractor: Extractor, text: str, subject: str, words: str) -> None:
    assert [(s.subject.label, s.object.text) for s in read(extractor, text).statements] == [(subject, words)]


def test_a_name_before_and_acts_beside_the_group_behind_it(extractor: Extractor) -> None:
    text = "Despite the meeting being described as productive by Macron and European leaders, differences remain."
    assert [s.subject.label for s in read(extractor, text).statements] == ["Emmanuel Macron", "Europe"]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Kenya's State Inspection and Standards Agency rejected the treaty.", ["State Inspection and Standards Agency"]),
        ("The 200-member Miners and Dock Workers Union rejected the treaty.", ["Miners and Dock Workers Union"]),
        ("Exxon and Texas Oil Company rejected the treaty.", ["ExxonMobil", "Texas Oil Company"]),
        ("Hamas and the Palestinian Authority rejected the treaty.", ["Hamas", "Palestinian Authority"]),
        (
            "The Kurdistan Democratic Party and Patriotic Union rejected the treaty.",
            ["Kurdistan Democratic Party", "Patriotic Union"],
        ),
    ],
)
def test_a_name_with_and_is_one_where_the_article_says_so(extractor: Extractor, text: str, subjects: list[str]) -> None:
    assert sorted(s.subject.label for s in read(extractor, text).statements) == subjects


def test_a_name_with_a_preposition_is_its_first_noun(extractor: Extractor) -> None:
    (s,) = read(extractor, "Chad expelled Reporters Without Borders.").statements
    assert s.object.label == "Reporters Without Borders"


def test_a_state_that_ends_the_sentence_before_owns_no_title(extractor: Extractor) -> None:
    found = extractor(Article("test", "test", "The envoys met in Iraq. President Bush rejected the treaty.")).statements
    assert [s.subject.label for s in found if s.relation == "rejects"] == ["George W. Bush"]


def test_who_succeeds_whom(extractor: Extractor) -> None:
    (found,) = extractor(Article("a", "a", "Mark Carney succeeded Justin Trudeau as prime minister of Canada.")).statements
    assert (found.subject.label, found.relation, found.object.label) == ("Mark Carney", "holdsOffice", "Canada")
    assert not extractor(Article("b", "b", "Justin Trudeau was succeeded as prime minister of Canada.")).statements


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Finland became a member of NATO.", "neutral", "asserted"),
        ("Finland did not become a member of NATO.", "con", "asserted"),
        ("Finland may become a member of NATO.", "neutral", "possible"),
    ],
)
def test_who_becomes_a_member(extractor: Extractor, text: str, polarity: str, modality: str) -> None:
    (found,) = (s for s in extractor(Article("a", "a", text)).statements if s.relation == "memberOf")
    assert (found.object.label, found.polarity, found.modality) == ("NATO", polarity, modality)


BESIDE = [
    ("After the vote Kenyan foreign minister Ann Bach left the hall.", "Kenyan foreign minister"),
    ("Yesterday Kenyan foreign minister Ann Bach left the hall.", "Kenyan foreign minister"),
    ("Outgoing Kenyan foreign minister Ann Bach left the hall.", "Outgoing Kenyan foreign minister"),
]


@pytest.mark.parametrize(("text", "words"), BESIDE, ids=[case[0] for case in BESIDE])
def test_words_of_the_clause_before_are_no_part_of_a_title(extractor: Extractor, text: str, words: str) -> None:
    assert [s.object.text for s in read(extractor, text).statements if s.relation == "holdsOffice"] == [words]
