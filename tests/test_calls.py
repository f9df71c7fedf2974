"""Who calls for, wants, weighs or rules out what, without a verb that says so?"""

import pytest
from test_extraction import lines

from kg.extract.pipeline import Extractor

GUTERRES, LULA = "Antonio Guterres", "Luiz Inacio Lula da Silva"
SAYS = [
    ("“Stop the raids,” Guterres said.", f"{GUTERRES} demands > Stop the raids: pro asserted firm"),
    ("“Do not close the port,” Guterres told Chad.", f"{GUTERRES} demands > Do not close the port: pro asserted firm"),
    ("“Let us end the war,” Guterres said.", f"{GUTERRES} proposes > end the war: pro asserted firm"),
    ("What Kenya wants is a truce.", "Kenya demands > truce: pro asserted firm"),
    ("“All we want is peace,” Ruto said.", "Kenya demands > peace: pro asserted firm by William Ruto"),
    ("“What we are asking for is more time,” Ruto said.", "Kenya demands > more time: pro asserted firm by William Ruto"),
    ("Kenya wants to see an end to the war.", "Kenya demands > end to the war: pro asserted firm"),
    ("Kenya would like to see Chad sign the pact.", "Kenya demands > Chad sign the pact: pro asserted firm"),
    ("Kenya may want to see Chad sign the pact.", "Kenya demands > Chad sign the pact: pro possible soft"),
    ("Kenya does not want to see Chad leave the pact.", "Kenya opposes > Chad leave the pact: con asserted firm"),
    ("Lula said there would be no talks with the gangs.", f"{LULA} rulesOut > talks with the gangs: con asserted firm"),
    ("Lula said no aid will be sent to Chad.", f"{LULA} rulesOut > aid will be sent to Chad: con asserted firm"),
    ("“No concessions will be made,” Lula said.", f"{LULA} rulesOut > concessions will be made: con asserted firm"),
    ("Lula may say there will be no talks with the gangs.", f"{LULA} rulesOut > talks with the gangs: con possible soft"),
    ("Lula said a boycott was on the table.", f"{LULA} considers > boycott: neutral asserted firm"),
    ("Lula said a boycott was not on the table.", f"{LULA} rulesOut > boycott: con asserted firm"),
    ("“Surrender is not an option,” Lula said.", f"{LULA} rulesOut > Surrender: con asserted firm"),
    ("Lula said a boycott remains an option.", f"{LULA} considers > boycott: neutral possible soft"),
    ("Lula said visas would become mandatory.", f"{LULA} demands > visas: pro future soft"),
    ("Lula said Brazil was going to build a dam.", f"{LULA} pledges > build a dam: pro future soft"),
    ("“We are not going to rebuild the port,” Lula said.", f"Brazil rulesOut > rebuild the port: con asserted firm by {LULA}"),
    ("Kenya is not going to leave the bloc.", "Kenya rulesOut > bloc: con asserted firm"),
    ("Lula refused to concede.", f"{LULA} rejects > concede: con asserted firm"),
    ("Kenya's demands include that Chad leave the port.", "Kenya demands > Chad leave the port: pro asserted firm"),
    ("Kenya's conditions are the release of the pilots and an apology.",
     "Kenya demands > release of the pilots and an apology: pro asserted firm"),
    ("“Chad opposes the ban,” Tass quoted Lula as saying.", f"Chad opposes > ban: con asserted firm by {LULA} by TASS"),
    ("Kenya will sign a law banning the bags.", "Kenya sanctions > bags: con future soft"),
    ("Kenya signed a deal which Ruto said was a mistake.",
     "William Ruto criticizes > deal which Ruto said was a mistake: con asserted firm"),
    ("Ruto said Kenya will not condemn Chad.", "Kenya rulesOut > condemn Chad: con asserted firm by William Ruto"),
    ("Norway announced the withdrawal of its support for the dam.", "Norway opposes > dam: con asserted soft"),
    ("Kenya did not commit itself to the truce.", "Kenya pledges > truce: con asserted soft"),
]  # fmt: skip
SAYS_NOT = [
    ("“Make no mistake,” Lula said.", "demands"),
    ("“Let us be clear,” Lula said.", "proposes"),
    ("“See you in court,” Lula said.", "demands"),
    ("“Should we end the war?” Lula asked.", "proposes"),
    ("What Kenya wants is not a truce.", "demands"),
    ("Lula said there would be no winners in the war.", "rulesOut"),
    ("Lula said no Kenyan troops will be sent.", f"{LULA} rulesOut"),
    ("Lula said no aid will probably be sent.", "rulesOut"),
    ("Lula said no aid will be sent if Chad leaves the pact.", "rulesOut"),
    ("Lula denied that a boycott was on the table.", "considers"),
    ("If a boycott is on the table, Lula said, Brazil will leave.", "considers"),
    ("Lula said visas would not be mandatory.", "demands"),
    ("“We would like to see more time,” Lula said.", "pledges"),
    ("“They are going to build a dam,” Lula said.", "pledges"),
    ("Lula refused to comment.", "rejects"),
    ("Norway announced the withdrawal of its support for the dam.", "supports"),
    ("Norway announced the severing of its ties with Chad.", "pro"),
    ("Kenya may not condemn Chad.", "rulesOut"),
    ("Kenya did not condemn Chad.", "rulesOut"),
    ("If Kenya will not condemn the raid, Chad will leave.", "rulesOut > condemn"),
    ("Kenya signed a deal which Ruto said was not a mistake.", "William Ruto"),
    ("Kenya signed a deal which Ruto thinks will fail.", "William Ruto"),
    ("The demands include that Chad leave the port and withdraw its troops.", "yields"),
    ("Kenya's demands are a threat to the peace.", "demands"),
    ("Kenya wants a law banning the bags.", "sanctions"),
    ("Kenya proposed a bill that bans the bags.", "sanctions"),
]


@pytest.mark.parametrize(("text", "expected"), SAYS, ids=[text for text, _ in SAYS])
def test_is_said(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


@pytest.mark.parametrize(("text", "wrong"), SAYS_NOT, ids=[text for text, _ in SAYS_NOT])
def test_is_not_said(extractor: Extractor, text: str, wrong: str) -> None:
    assert [line for line in lines(extractor, text) if wrong in line] == []


def test_who_is_quoted_by_an_outlet_speaks_on(extractor: Extractor) -> None:
    said = lines(
        extractor, "Lula said, as reported by Tass, “The bridge will be rebuilt soon.” “The status of the port will change.”"
    )
    assert f"{LULA} states > status of the port will change: neutral future soft" in said
    assert not [line for line in said if line.startswith("TASS")]
