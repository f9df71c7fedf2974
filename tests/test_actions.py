"""Who did what to whom? Journeys and what they are for, force, punishments, gifts, and what there is a series of."""

import pytest
from test_extraction import lines, read

from kg.extract.pipeline import Extractor

DEEDS = [
    (
        "Togo imposed two sets of sanctions on Gabon.",
        ["Togo sanctions > Gabon: con asserted firm"],
    ),
    ("Turkey carried out a wave of raids on Goma.", ["Turkey attacks > Goma: con asserted firm"]),
    ("Turkey carried out dozens of raids.", ["Turkey attacks > dozens of raids: con asserted firm"]),
    ("Togo sent hundreds of soldiers to Mali.", ["Togo deploys > hundreds of soldiers to Mali: neutral asserted firm"]),
    ("Togo welcomed two sets of sanctions on Gabon.", ["Togo supports > two sets of sanctions on Gabon: pro asserted firm"]),
    (
        "Chad launched an attack on Goma and the neighbouring town of Sake.",
        ["Chad attacks > Goma: con asserted firm", "Chad attacks > neighbouring town of Sake: con asserted firm"],
    ),
    ("Angolan troops arrived in Mali.", ["Angola deploys > Mali: neutral asserted firm"]),
    ("Angolan ministers arrived in Mali.", ["Angola visits > Mali: neutral asserted firm"]),
    ("Turkish soldiers fired shots in the air.", []),
    ("Turkish soldiers used tear gas to disperse the marchers.", ["Turkey attacks > marchers: con asserted firm"]),
    ("Turkish soldiers will use tear gas to disperse the marchers.", ["Turkey attacks > marchers: con future soft"]),
    ("Turkey used the truce to attack the marchers.", ["Turkey attacks > marchers: con asserted firm"]),
    ("Turkey struck a deal to attack the marchers.", ["Turkey accepts > attack the marchers: pro asserted firm"]),
    ("Iran agreed to abandon its satellites.", ["Iran accepts > abandon its satellites: pro asserted firm"]),
    ("Iran agreed to reject the plan.", ["Iran rejects > plan: con asserted firm"]),
    ("Norway is giving $40 million to Chad.", ["Norway provides > $40 million to Chad: pro asserted firm"]),
    ("Norway gave Chad its word.", []),
    ("Norway's museum was given to Chad.", []),
    (
        "Norway condemned the killing of two envoys by Hamas.",
        [
            "Norway criticizes > killing of two envoys by Hamas: con asserted firm",
            "Hamas attacks > two envoys: con asserted firm",
        ],
    ),
    (
        "Norway criticised Chad over the expulsion of two envoys.",
        ["Norway criticizes > Chad: con asserted firm", "Chad sanctions > two envoys: con asserted firm"],
    ),
    ("Norway warned Chad over the expulsion of two envoys.", ["Norway warns > expulsion of two envoys: con asserted firm"]),
    ("Hamas captives led the police to a cave.", []),
    ("The WHO rejected the claim.", ["World Health Organization rejects > claim: con asserted firm"]),
    ("Chad has 400 soldiers in Mali.", ["Chad deploys > 400 soldiers in Mali: neutral asserted firm"]),
    ("Chad has 400 ministers.", []),
    (
        "The NATO-led force captured the town.",
        ["NATO leads > NATO-led force: neutral asserted firm", "NATO controls > town: neutral asserted firm"],
    ),
    ("NATO-led talks broke down.", ["NATO leads > NATO-led talks: neutral asserted firm"]),
    ("Turkey returned to the talks.", ["Turkey accepts > talks: pro asserted firm"]),
    ("Giorgia Meloni welcomed the talks in Rome.", ["Giorgia Meloni supports > talks in Rome: pro asserted firm"]),
    ("Egypt is holding Karim Wade.", ["Egypt sanctions > Karim Wade: con asserted firm"]),
    ("Egypt is holding the line.", []),
    (
        "Norway condemned the killing of civilians by Hamas.",
        ["Norway criticizes > killing of civilians by Hamas: con asserted firm", "Hamas attacks > civilians: con asserted firm"],
    ),
    ("The fear of attacks by Hamas has grown.", []),
    ("Hamas took four nurses hostage.", ["Hamas attacks > four nurses: con asserted firm"]),
    ("Hamas freed the guards it had held hostage.", ["Hamas yields > guards it had held hostage: pro asserted firm"]),
    ("Turkey opened fire at the convoy.", ["Turkey attacks > convoy: con asserted firm"]),
    ("Turkey declared a cease-fire at a meeting in Bern.", ["Turkey states > cease-fire: neutral asserted firm"]),
    ("Norway has 40,000 reserve soldiers.", []),
    ("Turkey invaded Syria to oust the rebels.", ["Turkey attacks > Syria: con asserted firm"]),
    (
        "Lula will meet William Ruto before flying to Chad.",
        [
            "Luiz Inacio Lula da Silva meets > William Ruto: neutral future soft",
            "Luiz Inacio Lula da Silva visits > Chad: neutral future soft",
        ],
    ),
    ("Norway signed a plan. Togo called it part of the game.", ["Norway accepts > plan: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), DEEDS, ids=[case[0] for case in DEEDS])
def test_what_was_done(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


def test_a_second_passive_has_no_agent_of_the_first(extractor: Extractor) -> None:
    found = lines(extractor, "Karim Wade was arrested by Turkish police and was refused bail.")
    assert found == ["Turkish police sanctions > Karim Wade: con asserted firm"]


JOURNEYS = [
    ("Lula flew to Tokyo for talks with Emmanuel Macron.", "consults", "asserted"),
    ("Lula will fly to Tokyo for talks with Emmanuel Macron.", "consults", "future"),
    ("Lula is making a rare visit to Tokyo for talks with Emmanuel Macron.", "consults", "asserted"),
    ("Lula flew to Tokyo to hold talks with Emmanuel Macron.", "consults", "asserted"),
    ("Lula met last week at the White House with President Emmanuel Macron.", "meets", "asserted"),
]


@pytest.mark.parametrize(("text", "relation", "modality"), JOURNEYS, ids=[case[0] for case in JOURNEYS])
def test_what_a_journey_is_for(extractor: Extractor, text: str, relation: str, modality: str) -> None:
    whom = (relation, "Emmanuel Macron")
    found = [str(s.modality) for s in read(extractor, text).statements if (s.relation, s.object.text) == whom]
    assert found == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Lula cancelled a visit to Tokyo for talks with Emmanuel Macron.",
        "Lula asked for talks with Emmanuel Macron.",
        "Lula paid for talks with Emmanuel Macron.",
    ],
)
def test_talks_without_a_journey_did_not_take_place(extractor: Extractor, text: str) -> None:
    found = [s for s in read(extractor, text).statements if s.relation == "consults"]
    assert not [s for s in found if str(s.polarity) != "con"]


def test_who_is_somewhere_holds_the_talks_not_the_place(extractor: Extractor) -> None:
    found = read(extractor, "Lula and Berg are in Sudan holding talks with both sides.").statements
    assert [(s.subject.text, s.relation, s.object.text, s.object.type) for s in found] == [
        ("Lula", "consults", "sides", "Issue"),
    ]
