"""What do indirect wordings say? Encounters on the way, deadlines, refusals, purposes, counts, and how somebody did it."""

import pytest
from test_extraction import lines, read

from kg.extract.pipeline import Extractor

ENCOUNTERS = [
    (
        "Lula said after talks with Emmanuel Macron that the fund is open.",
        "Luiz Inacio Lula da Silva consults > Emmanuel Macron: neutral asserted firm",
    ),
    (
        "After a meeting with Emmanuel Macron in Paris, Lula said Brazil would join the fund.",
        "Luiz Inacio Lula da Silva meets > Emmanuel Macron: neutral asserted firm",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENCOUNTERS, ids=[case[0] for case in ENCOUNTERS])
def test_whom_they_met_before_they_spoke(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


NO_ENCOUNTER = [
    "Lula will speak to reporters after talks with Emmanuel Macron.",
    "Oil prices fell after talks with Iran.",
    "The relationship between Chad and Sudan has been troubled since 2003.",
    "Relations between Chad and Sudan worsened.",
]


@pytest.mark.parametrize("text", NO_ENCOUNTER)
def test_what_is_no_encounter(extractor: Extractor, text: str) -> None:
    assert not [s for s in read(extractor, text).statements if s.relation in {"meets", "consults", "cooperates"}]


SAYS = [
    (
        "The Security Council gave Iran until Friday to suspend its program.",
        ["United Nations Security Council demands > suspend its program: pro asserted firm"],
    ),
    ("Russia gave Georgia 48 hours to release the officers.", ["Russia demands > release the officers: pro asserted firm"]),
    ("Norway did not give Chad a deadline to repay the loan.", []),
    ("Norway gave Chad time to prepare.", []),
    ("Hungary refused to condemn the invasion.", ["Hungary rejects > condemn the invasion: con asserted firm"]),
    ("Oslo refused to rule out a boycott.", ["Norway considers > boycott: neutral possible soft"]),
    ("Hanoi does not want war with Laos.", ["Vietnam opposes > war with Laos: con asserted soft"]),
    ("Lula talked about Ukraine.", ["Luiz Inacio Lula da Silva states > Ukraine: neutral asserted firm"]),
    (
        "Annan appealed for help to prevent a second wave of deaths.",
        ["Kofi Annan demands > help to prevent a second wave of deaths: pro asserted firm"],
    ),
    ("Kenya called for Chad to sign the deal.", ["Kenya demands > sign the deal: pro asserted firm"]),
    (
        "The radar was provided by Kenya, with help from Chad.",
        ["Kenya provides > radar: pro asserted firm", "Chad provides > help from Chad: pro asserted firm"],
    ),
    (
        "China and Russia began joint exercises in the Pacific.",
        ["China cooperates > Russia: pro asserted firm", "Russia cooperates > China: pro asserted firm"],
    ),
    ("Ethiopia killed at least 193 people.", ["Ethiopia attacks > at least 193 people: con asserted firm"]),
    ("Turkey fired dozens of rounds of artillery into Syria.", ["Turkey attacks > Syria: con asserted firm"]),
    ("British troops were withdrawn from Basra.", ["United Kingdom yields > British troops: pro asserted firm"]),
    ("Turkish troops have been pulled out of Libya.", ["Turkey yields > Turkish troops: pro asserted firm"]),
    ("Turkish soldiers had been released.", []),
    ("Norway has yet to sign the treaty.", ["Norway accepts > treaty: con asserted soft"]),
    (
        "A deal seems unlikely, given Moscow's dismissal of the proposal.",
        ["Russia rejects > proposal: con asserted firm"],
    ),
    (
        "Reuters reported that Kenya rejects the deal, although Uganda backs it.",
        ["Kenya rejects > deal: con asserted firm by Reuters", "Uganda supports > deal: pro asserted firm"],
    ),
    (
        "Lula said Brazil backs the plan while Argentina opposes it.",
        [
            "Brazil supports > plan: pro asserted firm by Luiz Inacio Lula da Silva",
            "Argentina opposes > plan: con asserted firm by Luiz Inacio Lula da Silva",
        ],
    ),
    ("Oslo says Chad will sign the pact, as Denmark demanded.", ["Chad accepts > pact: pro future soft by Norway"]),
    (
        "Russia criticised Iran for its refusal to comply with the order.",
        ["Russia criticizes > Iran: con asserted firm", "Iran rejects > comply with the order: con asserted firm"],
    ),
    (
        "Sweden praised Ghana for its support for the treaty.",
        ["Sweden supports > Ghana: pro asserted firm", "Ghana supports > treaty: pro asserted firm"],
    ),
    ("Kenya apologised for its attack on the village.", ["Kenya yields > attack on the village: pro asserted firm"]),
    ("United Nations aid agency UNRWA resumed aid shipments.", ["UNRWA provides > aid shipments: pro asserted firm"]),
    (
        "Chad, along with Ghana, condemned the raid.",
        ["Chad criticizes > raid: con asserted firm", "Ghana criticizes > raid: con asserted firm"],
    ),
    ("Turkey shot down a drone.", ["Turkey attacks > drone: con asserted firm"]),
    ("Minsk announced the release of the report.", []),
    (
        "Tuareg fighters protested what they considered fraud in the vote.",
        ["Tuareg fighters opposes > fraud in the vote: con asserted firm"],
    ),
    ("Cuba condemned what it called an act of aggression.", ["Cuba criticizes > act of aggression: con asserted firm"]),
    ("Norway knows what it signed.", []),
    ("Chadian rebels and Ethiopian troops backing Somalia left.", []),
    (
        "Israeli forces seized a member of the Palestinian parliament.",
        ["Israel sanctions > member of the Palestinian parliament: con asserted firm"],
    ),
    (
        "Chad confirmed that two of its soldiers were killed in the raid.",
        ["Chad confirms > two of its soldiers were killed in the raid: neutral asserted firm"],
    ),
    (
        "Chad announced that two of its diplomats had been expelled.",
        ["Chad states > two of its diplomats had been expelled: neutral asserted firm"],
    ),
    ("Canada announced that the assets had been frozen.", ["Canada sanctions > assets: con asserted firm"]),
    ("Gunmen fired on a lorry taking Ghanaians to work at a mill near Tamale, killing six guards.", []),
    (
        "Ghana urged the rebels to lay down their arms, condemning the raid.",
        ["Ghana demands > lay down their arms: pro asserted firm", "Ghana criticizes > raid: con asserted firm"],
    ),
    ("The letter held what Lula called a solemn diplomatic blessing for the team.", []),
    ("Lula called Merkel a friend of the poor.", []),
    ("Lula called Merkel on Monday.", ["Luiz Inacio Lula da Silva consults > Merkel: neutral asserted firm"]),
    (
        "Ghana says it is unclear how many of the guards fled.",
        ["Ghana states > it is unclear how many of the guards fled: neutral asserted firm"],
    ),
    ("Norway blamed Chad rather than Ghana for the leak.", ["Norway criticizes > Chad: con asserted firm"]),
    (
        "Lula and Merkel met and voiced their hopes.",
        [
            "Angela Merkel meets > Lula: neutral asserted firm",
            "Luiz Inacio Lula da Silva meets > Merkel: neutral asserted firm",
        ],
    ),
    (
        "Somali gunmen seized the port. The militants rejected the truce.",
        ["Somali gunmen controls > port: neutral asserted firm", "Somali gunmen rejects > truce: con asserted firm"],
    ),
    (
        "Norwegian spokeswoman Ann Berg left. Lula welcomed the truce. Chad would sign the pact, his spokesman said.",
        [
            "Luiz Inacio Lula da Silva supports > truce: pro asserted firm",
            "Chad accepts > pact: pro future soft by Luiz Inacio Lula da Silva",
        ],
    ),
    (
        "The Iranian Foreign Ministry rejected the pact. Chad signed it. The ministry demanded talks.",
        [
            "Iranian Foreign Ministry rejects > pact: con asserted firm",
            "Chad accepts > pact: pro asserted firm",
            "Iranian Foreign Ministry demands > talks: pro asserted firm",
        ],
    ),
    (
        "Lula said troops were on the offensive.",
        ["Luiz Inacio Lula da Silva states > troops were on the offensive: neutral asserted firm"],
    ),
    (
        "Lula said Chad had aid to rebuild.",
        ["Luiz Inacio Lula da Silva states > Chad had aid to rebuild: neutral asserted firm"],
    ),
    ("Chad has approval to drill.", []),
    ("Chad has a deal to drill.", ["Chad accepts > drill: pro asserted firm"]),
    ("Lula said Chad has to drill.", ["Luiz Inacio Lula da Silva demands > Chad has to drill: pro asserted firm"]),
    ("Norway serves as a model.", []),
    (
        "Iran helped Chad withdraw its troops from Mali.",
        ["Iran cooperates > Chad: pro asserted firm", "Chad yields > troops from Mali: pro asserted firm"],
    ),
    ("Iran is ready to help Chad withdraw its troops.", ["Iran willingTo > help Chad withdraw its troops: pro asserted firm"]),
    (
        "Norway says Chad raided the camp, urges a truce",
        [
            "Norway states > Chad raided the camp: neutral asserted firm",
            "Chad attacks > camp: con asserted firm by Norway",
            "Norway demands > truce: pro asserted firm",
        ],
    ),
    ("Samir Bar-Tal rejected the report.", ["Samir Bar-Tal rejects > report: con asserted firm"]),
    ("Norway called Lula a coward.", ["Norway criticizes > Lula: con asserted firm"]),
    ("Norway called Lula a painter.", []),
    (
        "A Ghana-backed uprising against the emperor failed.",
        ["Ghana supports > Ghana-backed uprising against the emperor: pro asserted firm"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAYS, ids=[case[0] for case in SAYS])
def test_what_is_said(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


OTHERWISE = [
    ("Lula is in Bahrain to meet with officials, after a trip to Chad.", []),
    ("The Iranian visited Oslo.", []),
    ("The Iranians rejected the plan.", ["Iran rejects > plan: con asserted firm"]),
    (
        "Emmanuel Macron met Vladimir Putin, who said he opposes the vote.",
        ["Emmanuel Macron meets > Vladimir Putin: neutral asserted firm", "Vladimir Putin opposes > vote: con asserted firm"],
    ),
    ("Emmanuel Macron will travel to Chad before returning to Paris.", ["Emmanuel Macron visits > Chad: neutral future soft"]),
    ("Lula dismissed Vladimir Putin as a puppet.", ["Luiz Inacio Lula da Silva criticizes > Vladimir Putin: con asserted firm"]),
    ("Chad has no plan of its own.", []),
    ("The port is part of $3 billion in aid that Japan pledged.", ["Japan pledges > $3 billion in aid: pro asserted firm"]),
    (
        "Norway hailed a decision by Chad to free two hostages.",
        ["Norway supports > decision by Chad to free two hostages: pro asserted firm"],
    ),
    (
        "Norway ordered a review of its strategy following the vote.",
        ["Norway demands > review of its strategy: pro asserted firm"],
    ),
    ("Chad blamed the mine for the fire.", ["Chad criticizes > mine: con asserted firm"]),
    (
        "Norway assured members of parliament that the vote was fair.",
        ["Norway pledges > vote was fair: pro asserted firm", "Norway supports > vote: pro asserted firm"],
    ),
    ("Lula, a former ally of Chad, left.", []),
    ("Lula, an ally of Chad, left.", ["Luiz Inacio Lula da Silva cooperates > Chad: pro asserted firm"]),
    ("Annan called for the envoy to be freed.", ["Kofi Annan demands > envoy to be freed: pro asserted firm"]),
    ("The judge in Kenya gave police until Friday to question the envoy.", []),
    (
        "Lula hopes that Chad will punish the rebels.",
        [
            "Luiz Inacio Lula da Silva expects > Chad will punish the rebels: neutral future soft",
            "Chad sanctions > rebels: con future soft by Luiz Inacio Lula da Silva",
        ],
    ),
    (
        "Lula hailed the arrest, calling it a blow to terrorism.",
        ["Luiz Inacio Lula da Silva supports > arrest: pro asserted firm"],
    ),
    ("Lula said the verdict was a blow to democracy.", ["Luiz Inacio Lula da Silva criticizes > verdict: con asserted firm"]),
    ("Lula wants to see whether Chad votes.", []),
    ("Norway insists the talks are open.", ["Norway states > talks are open: neutral asserted firm"]),
    ("Norway insists the rebels leave the port.", ["Norway demands > rebels leave the port: pro asserted firm"]),
    (
        "Norway is trying to determine whether Chad raided the camp.",
        ["Norway considers > Chad raided the camp: neutral possible soft"],
    ),
    (
        "Norway determined that Chad raided the camp.",
        ["Norway confirms > Chad raided the camp: neutral asserted firm", "Chad attacks > camp: con asserted firm by Norway"],
    ),
    ("Norway has not determined whether Chad raided the camp.", []),
    ("Norway is struggling to reach an agreement on a budget.", ["Norway accepts > budget: pro possible soft"]),
    ("Kenya sent three hundred refugees home.", ["Kenya sanctions > three hundred refugees: con asserted firm"]),
    ("Lula mentioned a law that requires Chad to vote.", []),
]


@pytest.mark.parametrize(("text", "expected"), OTHERWISE, ids=[case[0] for case in OTHERWISE])
def test_what_words_say_in_another_setting(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


TOGETHER = [
    ("Hungary opposes the levy, as does Slovakia.", ["Hungary opposes > levy", "Slovakia opposes > levy"]),
    (
        "Hungary rejected the levy, as did Malta and Cyprus.",
        ["Cyprus rejects > levy", "Hungary rejects > levy", "Malta rejects > levy"],
    ),
    ("Hungary opposes the levy, and so does Slovakia.", ["Hungary opposes > levy", "Slovakia opposes > levy"]),
    ("Hungary did not sign the pact, nor did Slovakia.", ["Hungary rejects > pact", "Slovakia rejects > pact"]),
    ("Hungary opposes the levy, as it did in May.", ["Hungary opposes > levy"]),
    ("Hungary may back the levy, as did Slovakia.", ["Hungary supports > levy"]),
    ("Hungary did not sign the pact, as did Slovakia.", ["Hungary rejects > pact"]),
    ("The levy was rejected by Hungary, as was the pact.", ["Hungary rejects > levy"]),
    ("Hungary backs the levy, but Slovakia does not.", ["Hungary supports > levy"]),
    ("Hungary as well as Slovakia opposes the levy.", ["Hungary opposes > levy", "Slovakia opposes > levy"]),
    ("Hungary and, to a lesser extent, Slovakia oppose the levy.", ["Hungary opposes > levy", "Slovakia opposes > levy"]),
    ("Malta and Cyprus are embroiled in a dispute over tuna.", ["Cyprus opposes > Malta", "Malta opposes > Cyprus"]),
    ("Malta is locked in a standoff with Cyprus.", ["Malta opposes > Cyprus"]),
    ("Malta and Cyprus are not locked in a dispute.", []),
    ("Two brothers are locked in a dispute.", []),
    ("Malta and Cyprus disagree over tuna.", ["Cyprus opposes > Malta", "Malta opposes > Cyprus"]),
    ("Malta and Cyprus do not disagree over tuna.", []),
    ("Malta disagrees over tuna.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER, ids=[case[0] for case in TOGETHER])
def test_who_does_the_same_and_who_quarrels(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = read(extractor, text).statements
    assert sorted(f"{s.subject.label} {s.relation} > {s.object.text}" for s in found) == expected


PRESSED = [
    ("Gabon has been the target of French sanctions since May.", ["France sanctions > Gabon: con asserted firm"]),
    ("Gabon has long been the target of criticism from France.", ["France criticizes > Gabon: con asserted firm"]),
    ("Gabon could be the target of sanctions by France.", ["France sanctions > Gabon: con possible soft"]),
    ("French sanctions are the subject of the talks.", []),
    ("Gabon is under pressure from France to free the pilot.", ["France demands > free the pilot: pro asserted firm"]),
    ("Gabon came under pressure from France to free the pilot.", ["France demands > free the pilot: pro asserted firm"]),
    ("Gabon is under pressure to free the pilot.", []),
    ("Norwegian minister Ann Lund is due to visit Gabon.", ["Ann Lund visits > Gabon: neutral future soft"]),
    ("Norway is due to meet France in May.", ["Norway meets > France: neutral future soft"]),
    ("If Gabon is due to sign the pact, Oslo will object.", []),
    ("Hundreds of students rallied outside the French embassy demanding the release of the pilot.", []),
    ("Gabon's main demand is the release of the crew.", ["Gabon demands > release of the crew: pro asserted firm"]),
    ("Gabon's demand is not the release of the crew.", []),
    ("Gabon's plan is the subject of talks.", []),
    ("“Enough is enough,” Lula said.", []),
    ("France hit Gabon with a tariff.", ["France sanctions > Gabon: con asserted firm"]),
    ("France hit Gabon with rockets.", ["France attacks > Gabon: con asserted firm"]),
    ("France slapped Gabon.", []),
    ("France said no to the pact.", ["France rejects > pact: con asserted firm"]),
    ("France may say no to the pact.", ["France rejects > pact: con possible soft"]),
    ("France said no troops would leave.", ["France states > no troops would leave: neutral future soft"]),
    ("Gabon test-fired a missile.", ["Gabon deploys > missile: neutral asserted firm"]),
    ("“Now is the time to end the war,” Lula said.", ["Luiz Inacio Lula da Silva demands > end the war: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), PRESSED, ids=[case[0] for case in PRESSED])
def test_who_is_pressed_and_what_is_due(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


ADDED = [
    ("Lula said the talks had failed, adding that Peru would quit the pact.", "Luiz Inacio Lula da Silva"),
    ("Lula said Chad had broken the truce, adding Peru would quit the pact.", "Luiz Inacio Lula da Silva"),
    ("Lula said the talks had failed, warning that Peru would quit the pact.", "Luiz Inacio Lula da Silva"),
    ("Lula said Chad had broken the truce, warning that Peru would quit the pact.", "Chad"),
]


@pytest.mark.parametrize(("text", "speaker"), ADDED, ids=[case[0] for case in ADDED])
def test_who_adds_what_stands_behind_a_report(extractor: Extractor, text: str, speaker: str) -> None:
    found = [s for s in read(extractor, text).statements if s.relation == "yields"]
    assert [s.speaker.label for s in found if s.speaker is not None] == [speaker]
