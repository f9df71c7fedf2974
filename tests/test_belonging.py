"""Whom the words before a noun name: "the Hamas movement", "his country"; who is behind a statement; who is quoted."""

import pytest
from test_extraction import claims, line, lines, read

from kg.extract.pipeline import Extractor

CASES = [
    ("The ruling Fatah party rejected the proposal.", ["Fatah rejects > proposal: con asserted firm"]),
    ("The FARC rebel group released two hostages.", ["FARC yields > two hostages: pro asserted firm"]),
    ("The militant Islamic Jihad group rejected the truce.", ["Palestinian Islamic Jihad rejects > truce: con asserted firm"]),
    ("A Hamas group rejected the truce.", []),
    ("The Hamas-led movement rejected the truce.", ["Hamas leads > Hamas-led movement: neutral asserted firm"]),
    ("The UN agency rejected the report.", []),
    ("EU countries rejected the American proposal.", ["European Union rejects > American proposal: con asserted firm"]),
    ("Some EU countries rejected the American proposal.", ["Some EU countries rejects > American proposal: con asserted firm"]),
    ("Five EU countries rejected the American proposal.", ["Five EU countries rejects > American proposal: con asserted firm"]),
    (
        "Peruvian President Ollanta Humala said his country is ready to share the lake.",
        ["Peru willingTo > share the lake: pro asserted firm by Ollanta Humala"],
    ),
    (
        "Norwegian Foreign Minister Jonas Store said his government has agreed to discuss the quota.",
        ["Norway accepts > discuss the quota: pro asserted firm by Jonas Store"],
    ),
    (
        "Kenya's foreign minister said her country had rejected the map.",
        ["Kenya rejects > map: con asserted firm by Musalia Mudavadi"],
    ),
    ("A farmer said his country had rejected the map.", []),
    ("A statement from the Danish government condemned the attack.", ["Denmark criticizes > attack: con asserted firm"]),
    ("A statement from Denmark condemned the attack.", ["Denmark criticizes > attack: con asserted firm"]),
    ("A report from Denmark condemned the attack.", []),
    ("A statement from Sweden said it will host the summit.", ["Sweden hosts > summit: neutral future soft"]),
    ("A senior Hezbollah leader rejected the proposal.", ["Hezbollah leader rejects > proposal: con asserted firm"]),
    ("A Danish leader rejected the proposal.", []),
    ("The U.S. military in Afghanistan denied the report.", ["US military rejects > report: con asserted firm"]),
    ("The army in Mali denied the report.", ["Malian army rejects > report: con asserted firm"]),
    (
        "Rebels in Sudan's war-torn Darfur region rejected the truce.",
        ["Sudanese rebels rejects > truce: con asserted firm"],
    ),
    ("Officials in Indonesia's Aceh province denied the report.", ["Indonesia rejects > report: con asserted firm"]),
    ("Officials in the region denied the report.", []),
    ("Members of Thailand's military overthrew the governor.", ["Thai military attacks > governor: con asserted firm"]),
    ("Members of Hamas attacked a checkpoint.", ["Hamas attacks > checkpoint: con asserted firm"]),
    ("Some members of Hamas rejected the truce.", []),
    ("The Vatican Friday condemned the attack.", ["Vatican criticizes > attack: con asserted firm"]),
    (
        "United Nations war crimes prosecutors have accused Serbia of hiding the general.",
        ["United Nations criticizes > Serbia: con asserted firm"],
    ),
    (
        "Zimbabwe's main opposition, Movement for Democratic Change rejected the budget.",
        ["Movement for Democratic Change rejects > budget: con asserted firm"],
    ),
    ("About 3,500 Kenyan troops are battling rebels.", ["Kenya attacks > rebels: con asserted firm"]),
    ("A U.S. military court has sentenced a sergeant.", ["US military court sanctions > sergeant: con asserted firm"]),
    ("Police in the Malian town of Gao arrested two men.", ["Malian police sanctions > two men: con asserted firm"]),
    (
        "Officials in the southern Afghan province of Helmand denied the report.",
        ["Afghanistan rejects > report: con asserted firm"],
    ),
    ("United Nations agencies demanded a truce.", ["United Nations demands > truce: pro asserted firm"]),
    ("French agencies demanded a truce.", []),
    ("The port is under the control of Iraqi forces.", ["Iraq controls > port: neutral asserted firm"]),
    ("A spokesman for Angela Merkel denied the report.", ["Angela Merkel rejects > report: con asserted firm"]),
    (
        "China's official news agency reported that the talks in Oslo failed.",
        ["Chinese state media states > talks in Oslo failed: neutral asserted firm"],
    ),
    ("US military officers denied the report.", ["US military rejects > report: con asserted firm"]),
    ("Israel is warning that Iran may attack.", ["Israel warns > Iran may attack: con possible soft"]),
    ("Kenya's aim is training.", []),
    ("The largest rebel group, Ansar Dine rejected the truce.", ["Ansar Dine rejects > truce: con asserted firm"]),
    ("The treaty was signed in Rome by Norway.", ["Norway accepts > treaty: pro asserted firm"]),
    (
        "The newspaper quoted Berlin's mayor Kai Wegner as saying the plan has failed.",
        ["Kai Wegner states > plan has failed: neutral asserted firm"],
    ),
    (
        "The newspaper quoted Kai Wegner as saying that he rejects the plan.",
        ["Kai Wegner rejects > plan: con asserted firm"],
    ),
    ("Kai Wegner was quoted as saying the plan has failed.", ["Kai Wegner states > plan has failed: neutral asserted firm"]),
    (
        "Emmanuel Macron met with relatives of the victims.",
        ["Emmanuel Macron meets > relatives of the victims: neutral asserted firm"],
    ),
    ("Emmanuel Macron met with reporters.", []),
    ("Emmanuel Macron met with resistance.", []),
    (
        "Emmanuel Macron held talks with military commanders.",
        ["Emmanuel Macron consults > military commanders: neutral asserted firm"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_whom_the_words_mean(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


ABOUT = "Uganda closed its border. Uganda's army left. "
ALONE = [
    ("Authorities have arrested two reporters.", ["Uganda sanctions > two reporters: con asserted firm"]),
    ("Security forces killed a driver.", ["Uganda attacks > driver: con asserted firm"]),
    ("The interim government has rejected the plan.", ["Uganda rejects > plan: con asserted firm"]),
    ("Local authorities denied the report.", []),
    ("The regional government has rejected the plan.", []),
]


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[case[0] for case in ALONE])
def test_whose_they_are_in_a_text_on_one_state(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = claims(read(extractor, ABOUT + text))
    assert [line(s) for s in found if s.evidence.sentence.start >= len(ABOUT)] == expected
    assert not claims(read(extractor, text))


def test_the_country_is_not_the_last_speakers_own(extractor: Extractor) -> None:
    first = "Peruvian President Ollanta Humala said his country rejects the map."
    text = f"{first} Ecuador suspended Chile's trade preferences because the country has failed to cooperate with Bolivia."
    found = claims(read(extractor, text))
    assert [s.subject.label for s in found if s.subject.label == "Peru"] == ["Peru"]
    assert len(found) > 1


def test_plans_that_are_not_given_up_are_kept(extractor: Extractor) -> None:
    found = lines(extractor, "Iran said it has no intention of abandoning its plans to build a plant.")
    assert not [s for s in found if s.startswith("Iran rulesOut > build")]
    assert "Iran proposes > build a plant: pro asserted firm" in found


SAID = [
    ("Russia said in a statement that it rejects the truce.", ["Russia rejects > truce: con asserted firm"]),
    (
        "Sergei Lavrov said at a news conference that Chad rejects the truce.",
        ["Chad rejects > truce: con asserted firm by Sergei Lavrov"],
    ),
    (
        "The World Bank warned in a report that growth would slow.",
        ["World Bank warns > growth would slow: con asserted firm"],
    ),
    ("Russia denied in a statement that it attacked the port.", ["Russia rejects > it attacked the port: con asserted firm"]),
    ("Russia did not say in its statement that it rejects the truce.", []),
    ("Norway took part in a march that Sweden rejects.", ["Sweden rejects > march: con asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[case[0] for case in SAID])
def test_what_is_said_in_a_statement(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = lines(extractor, text)
    assert [s for s in found if "cooperates" not in s] == expected


REFUSALS = [
    ("Japan refused to extradite the singer.", ["Japan rejects > extradite the singer: con asserted firm"]),
    ("Japan refused to attack the port.", ["Japan rejects > attack the port: con asserted firm"]),
    ("Japan refused to rule out a ban.", ["Japan considers > ban: neutral possible soft"]),
    ("Two militants were killed in a raid by American forces.", ["United States attacks > Two militants: con asserted firm"]),
    ("Two militants were killed in a raid near American forces.", []),
]


@pytest.mark.parametrize(("text", "expected"), REFUSALS, ids=[case[0] for case in REFUSALS])
def test_deeds_that_are_refused_and_whose_deeds_they_are(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


GROUPS = [
    ("UNICEF met Chad. The UN agency rejected the plan.", ["UNICEF rejects > plan"]),
    ("UNICEF met Chad. The EU agency rejected the plan.", []),
    ("The United Nations met Chad. The world body rejected the plan.", ["United Nations rejects > plan"]),
    ("Hezbollah attacked a port. The Lebanese militant group rejected the plan.", ["Hezbollah rejects > plan"]),
    ("Hezbollah attacked Hamas. The Lebanese group rejected the plan.", []),
    ("Hamas attacked a port. The group on Friday rejected the plan.", ["Hamas rejects > plan"]),
    ("The U.S.-led coalition rejected the plan.", ["US-led coalition rejects > plan"]),
    ("Iraqi and coalition forces killed ten gunmen.", ["Coalition forces attacks > ten gunmen", "Iraq attacks > ten gunmen"]),
    (
        "The U.S.-led coalition rejected it. Coalition troops killed ten gunmen.",
        ["US-led coalition attacks > ten gunmen"],
    ),
    ("The United Nations met Chad. The coalition rejected the plan.", []),
    (
        "Bill Clinton and Tony Blair spoke. The two rejected the plan.",
        ["Bill Clinton rejects > plan", "Tony Blair rejects > plan"],
    ),
    ("Bill Clinton and Tony Blair spoke. Two gunmen died. The two rejected the plan.", []),
    ("Bill Clinton spoke. The two rejected the plan.", []),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS, ids=[case[0] for case in GROUPS])
def test_groups_that_a_description_means(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [line.partition(":")[0] for line in lines(extractor, text)]
    shown = ("rejects > plan", "gunmen")
    assert sorted(one for one in found if any(word in one for word in shown)) == sorted(expected)
