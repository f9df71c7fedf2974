"""What is only suspected or reported: who it was, and who says so."""

import pytest
from test_extraction import claims, lines, read

from kg.extract.pipeline import Extractor

FOUND = [
    ("Suspected Taliban rebels killed a Norwegian officer.", "Taliban attacks > Norwegian officer: con possible soft"),
    ("Alleged Chadian rebels attacked the port.", "Chadian rebels attacks > port: con possible soft"),
    ("Oslo condemned the killing of a Kenyan teacher by suspected Taliban fighters.",
     "Taliban attacks > Kenyan teacher: con possible soft"),
    ("Kenyan troops killed suspected Taliban rebels.", "Kenya attacks > suspected Taliban rebels: con asserted firm"),
    ("Chadian media reports say Kenya has bombed the port.", "Kenya attacks > port: con possible soft"),
    ("A Reuters news report said Kenya bombed the port.", "Kenya attacks > port: con asserted firm by Reuters"),
    ("The Kenyan report condemned the raid.", "Kenya criticizes > raid: con asserted firm"),
    ("Kenya issued a statement welcoming Chad's decision to reject the vote and urged others to sign the pact.",
     "Kenya demands > sign the pact: pro asserted firm"),
    ("Norway questioned Chad's commitment to the truce.", "Norway doubts > Chad's commitment to the truce: con asserted firm"),
    ("Ruto will meet with Lula and Narendra Modi.", "William Ruto meets > Narendra Modi: neutral future soft"),
    ("Israeli troops killed a Palestinian.", "Israel attacks > Palestinian: con asserted firm"),
    ("Kenyan troops killed Ali Sow and an Egyptian.", "Kenya attacks > Egyptian: con asserted firm"),
    ("The charter of the African Union forbids coups.", "African Union sanctions > coups: con asserted firm"),
    ("Norway listed Boko Haram as a terrorist group.", "Norway sanctions > Boko Haram: con asserted firm"),
    ("Norway listed Chad as the worst dictatorship.", "Norway criticizes > Chad: con asserted firm"),
    ("Ruto said Kenya is a failure.", "William Ruto criticizes > Kenya: con asserted firm"),
]  # fmt: skip
NOT_FOUND = [
    ("Chadian media reports say Kenya has bombed the port.", "Chad "),
    ("Danish newspaper reports said Kenya bombed the port.", "Denmark"),
    ("Kenyan judges questioned two of Chad's ministers.", "doubts"),
    ("Kenyan police questioned Lula on Monday.", "doubts"),
    ("Lula is sending Narendra Modi to the region.", "provides"),
    ("Kenya sent its foreign minister to Chad.", "provides"),
    ("Kenya shut the port. Kenya said so. Officials worldwide suspect that it was shut down by force.", "Kenya expects"),
        ("Israeli troops killed a Palestinian.", "Palestine"),
    ("Norway listed Chad as the worst dictatorship.", "sanctions"),
    ("Peskov said Russia is a democratic country.", "supports"),
    ("Kenya called Lula a liar for blocking the deal.", "demands"),
    ("Franks, who executed the invasion of Iraq, met Lula.", "attacks"),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_is_found(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


@pytest.mark.parametrize(("text", "wrong"), NOT_FOUND, ids=[text for text, _ in NOT_FOUND])
def test_is_not_found(extractor: Extractor, text: str, wrong: str) -> None:
    assert [line for line in lines(extractor, text) if wrong in line] == []


def test_whom_a_clause_tells_of_is_told_nothing(extractor: Extractor) -> None:
    said = read(extractor, "Ruto said the talks would be open to Chad. Ruto will meet with Lula and Narendra Modi.")
    assert [s.recipient for s in claims(said)] == [None, None, None]


DEPENDING = [
    ("Egypt linked its ratification of the treaty to Israel's acceptance of the ban.",
     ["Egypt accepts > treaty: pro conditional soft"]),
    ("Kenya conditioned its support for the truce on Chad's withdrawal from the port.",
     ["Kenya supports > truce on Chad's withdrawal from the port: pro conditional soft"]),
    ("Kenya's support for the truce depends on Chad's withdrawal from the port.",
     ["Kenya supports > truce: pro conditional soft"]),
    ("Norway linked the raid on the port to Boko Haram.", []),
    ("China and Russia, which oppose the ban, left the talks.",
     ["China opposes > ban: con asserted firm", "Russia opposes > ban: con asserted firm"]),
    ("Ruto met Lula and rebels who control the north of Chad.",
     ["William Ruto meets > Lula: neutral asserted firm"]),
    ("Iran's delegation is headed by Ali Sow.", ["Ali Sow leads > Iran's delegation: neutral asserted firm"]),
    ("The Hague war crimes tribunal indicted Ali Sow.",
     ["International Criminal Tribunal for the former Yugoslavia sanctions > Ali Sow: con asserted firm"]),
    ("Kenya is on the alert for floods.", []),
    ("Were Denmark to abandon the pact, Norway would leave the bloc.", ["Norway yields > bloc: pro conditional soft"]),
    ("Should Chad object, Kenya will leave the bloc.", ["Kenya yields > bloc: pro conditional soft"]),
    ("Should Kenya leave the bloc?", []),
    ("Kenya came close to signing the pact.", ["Kenya accepts > pact: pro possible soft"]),
    ("Kenya did not come close to signing the pact.", ["Kenya opposes > pact: con possible soft"]),
    ("Kenya would rather resign than sign the pact.", []),
    ("Kenya ruled out lifting the ban, signing the pact or backing the truce.",
     ["Kenya rulesOut > lifting the ban: con asserted firm"]),
    ("Kenya invited Chad to join the pact.", ["Kenya proposes > join the pact: pro asserted firm"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEPENDING, ids=[text for text, _ in DEPENDING])
def test_says_just_that(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


PARSED = [
    ("Turkey, which has yet to ratify the pact, wants a deal.", "Turkey accepts > pact: con asserted soft"),
    ("Iran insists its programme is peaceful and says it has no intention of building a bomb.",
     "Iran rejects > building a bomb: con asserted firm"),
    ("Chad will open the border, its trade minister told Reuters.",
     "Chad yields > border: pro future soft by Chadian trade minister"),
    ("Ruto said that Kenya should appoint an envoy, a proposal that Chad opposes.", "Chad opposes > proposal: con asserted firm"),
    ("Kenya quit the African Union, accusing the bloc of serving Chad.", "Kenya criticizes > the bloc: con asserted firm"),
    ("Russia dismissed as “nonsense” reports that it had left the port.",
     "Russia rejects > reports that it had left the port: con asserted firm"),
    ("Kenya denounced as illegal a vote in Chad.", "Kenya opposes > vote in Chad: con asserted firm"),
    ("Kenya has not ruled out a ceasefire, according to Lula.",
     "Kenya considers > ceasefire: neutral possible soft by Luiz Inacio Lula da Silva"),
    ("Ruto assured that Chad would not sign the pact, stressing his commitment to peace.",
     "William Ruto pledges > peace: pro asserted firm"),
    ("Aid would be provided by Kenya, with coordination with Chad.", "Kenya provides > Aid: pro future soft"),
    ("Lula called the vote a perfect farce.", "Luiz Inacio Lula da Silva criticizes > vote: con asserted firm"),
    ("Lula called the vote a great success.", "Luiz Inacio Lula da Silva supports > vote: pro asserted firm"),
    ("Kenya suggested that the raids can only make it worse.",
     "Kenya states > raids can only make it worse: neutral asserted firm"),
    ("Lula charged the ministry to audit the bank.",
     "Luiz Inacio Lula da Silva demands > audit the bank: pro asserted firm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARSED, ids=[text for text, _ in PARSED])
def test_is_read_whatever_the_parser_makes_of_it(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)
