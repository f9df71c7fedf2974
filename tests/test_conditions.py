"""Who demands, judges or supports without a verb that says so? Conditions, duties, reactions, causes, what somebody is called."""

import pytest
from test_extraction import lines

from kg.extract.pipeline import Extractor

SAYS = [
    (
        "Kenya threatened to halt the flights unless Chad frees the pilots.",
        "Kenya demands > frees the pilots: pro asserted firm",
    ),
    ("Kenya will not attend the summit until Chad frees the pilots.", "Kenya demands > frees the pilots: pro asserted firm"),
    ("Kenya will bomb the port if Chad does not free the pilots.", "Kenya demands > free the pilots: pro asserted firm"),
    ("Kenya refused to open the border until Chad frees the pilots.", "Kenya demands > frees the pilots: pro asserted firm"),
    ("Kenya said no aid will be sent until Chad frees the pilots.", "Kenya demands > frees the pilots: pro asserted firm"),
    ("Kenya said there will be no talks unless Chad apologizes.", "Kenya demands > apologizes: pro asserted firm"),
    ("Kenya vowed to shell the port unless Chad leaves the strip.", "Kenya demands > leaves the strip: pro asserted firm"),
    ("Kenya threatened to shell the port unless the pilots are freed.", "Kenya demands > pilots are freed: pro asserted firm"),
    (
        "Lula said Kenya should free the pilots and pay a fine.",
        "Luiz Inacio Lula da Silva demands > pay a fine: pro asserted firm",
    ),
    (
        "Lula said Kenya must stop arming the gangs and free the pilots.",
        "Luiz Inacio Lula da Silva demands > free the pilots: pro asserted firm",
    ),
    ("The tests have prompted condemnation from Norway.", "Norway criticizes > tests: con asserted firm"),
    ("The tariff drew sharp criticism from the Norwegian government.", "Norway criticizes > tariff: con asserted firm"),
    ("The tariff was adopted despite opposition from Norway.", "Norway opposes > tariff: con asserted firm"),
    ("The tariff won praise from Norway.", "Norway supports > tariff: pro asserted firm"),
    ("The leak prompted Norway to expel two envoys.", "Norway sanctions > two envoys: con asserted firm"),
    ("Norway will not push for a boycott.", "Norway rulesOut > boycott: con asserted firm"),
    ("Norway left the talks in protest at the tariff.", "Norway opposes > tariff: con asserted firm"),
    ("Norway sent guards in support of Chad.", "Norway supports > Chad: pro asserted firm"),
    ("Norway closed the summit with a pledge to boost trade.", "Norway pledges > boost trade: pro asserted firm"),
    ("Norway opened the summit with a call for a truce.", "Norway demands > truce: pro asserted firm"),
    ("The tariff has angered Norway.", "Norway criticizes > tariff: con asserted firm"),
    ("Kenya faces growing calls from Chad to free the pilots.", "Chad demands > free the pilots: pro asserted firm"),
    ("Norway accuses Chad of arming the gangs - a claim Chad denies.", "Chad rejects > claim: con asserted firm"),
    ("Norway wants to tax coal, a step Chad condemned.", "Chad criticizes > step: con asserted firm"),
    ("Norway told Chad that it must free the pilots.", "Norway demands > it must free the pilots: pro asserted firm"),
    ("Norway questioned if the vote was fair.", "Norway doubts > vote was fair: con asserted firm"),
    ("Norway issued travel advisories.", "Norway warns > travel advisories: con asserted firm"),
    ("Norway has no plan to tax the farmers.", "Norway rulesOut > tax the farmers: con asserted firm"),
    ("Norway plans a tax on coal.", "Norway proposes > tax on coal: pro future soft"),
    ("Norway warned that the dam could burst.", "Norway warns > dam could burst: con possible soft"),
    ("Norway says it will maintain the status quo.", "Norway pledges > maintain the status quo: pro future soft"),
    (
        "Lula said it would be a mistake to tax the farmers.",
        "Luiz Inacio Lula da Silva opposes > tax the farmers: con asserted firm",
    ),
    (
        "Lula said it would be wise to tax the farmers.",
        "Luiz Inacio Lula da Silva supports > tax the farmers: pro asserted firm",
    ),
    ("Norway considers the strait as part of its waters.", "Norway states > strait as part of its waters: neutral asserted firm"),
    ("Norway gave the rebels two weeks to disarm.", "Norway demands > disarm: pro asserted firm"),
    ("Norway stressed the need for approval by Chad.", "Norway demands > approval by Chad: pro asserted firm"),
    ("Kenya asked Lula, who led the talks, to sign the treaty.", "Kenya demands > sign the treaty: pro asserted firm"),
    ("Norway, once a friend of Chad, wants to expand the port.", "Norway proposes > expand the port: pro asserted firm"),
    (
        'Lula told reporters: "I have to say, the treaty is dead."',
        "Luiz Inacio Lula da Silva states > treaty is dead: neutral asserted firm",
    ),
    ("Kenya will not sign the treaty without guarantees.", "Kenya demands > guarantees: pro asserted firm"),
    ("Kenya said no aid will be sent without reforms.", "Kenya demands > reforms: pro asserted firm"),
    (
        "There can be no peace without the release of the pilots, Lula said.",
        "Luiz Inacio Lula da Silva demands > release of the pilots: pro asserted firm",
    ),
    ("Norway announced a peace initiative for Chad.", "Norway proposes > peace initiative for Chad: pro asserted firm"),
    ("Norway is ready, if Chad agrees, to expand the port.", "Norway willingTo > expand the port: pro conditional soft"),
    (
        "Norway demands, among other things, the release of the pilots.",
        "Norway demands > release of the pilots: pro asserted firm",
    ),
    ("Norway announced sending two frigates.", "Norway pledges > sending two frigates: pro asserted firm"),
    ("Norway may announce sending two frigates.", "Norway pledges > sending two frigates: pro possible soft"),
    ("Norway has not announced sending two frigates.", "Norway pledges > sending two frigates: con asserted soft"),
    ("Norway counts on Chad to sign the treaty.", "Norway expects > sign the treaty: neutral asserted firm"),
    (
        "Norway described Chad as a gateway to the desert.",
        "Norway states > Chad as a gateway to the desert: neutral asserted firm",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAYS, ids=[case[0] for case in SAYS])
def test_what_is_said_by_the_way(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


SILENT = [
    ("Kenya fought until Chad surrendered.", "demands"),
    ("Kenya will stay in the pact until Chad leaves.", "demands"),
    ("Kenya will not know the result until Chad votes.", "demands"),
    ("Norway will not attend the summit unless it is invited.", "demands"),
    ("Kenya will reopen the border unless Chad objects.", "demands"),
    ("Lula said Kenya must free the pilots and has left the pact.", "demands > has"),
    ("Lula said Kenya should keep quiet and not tax the farmers.", "demands > tax"),
    ("Kenya urged Chad to leave the strip or face a boycott.", "demands > face"),
    ("The tariff has not drawn criticism from Norway.", "criticizes"),
    ("The tariff drew criticism of Norway from Chad.", "criticizes > tariff"),
    ("The leak did not prompt Norway to expel two envoys.", "sanctions"),
    ("Lula left the summit with a warning from Kenya.", "Lula da Silva warns"),
    ("The treaty was signed with the support of Chad.", "supports"),
    ("Norway is under pressure to end the ban.", "demands"),
    ("The tariff has not angered Norway.", "criticizes"),
    ("Norway taxed coal, a spokesman said.", "spokesman"),
    ("Norway said it must rain soon.", "demands"),
    ("Norway asked if the vote was fair.", "demands"),
    ("Norway has no plan for the port.", "rulesOut"),
    ("Lula said it was difficult to tax the farmers.", "opposes"),
    ("Norway called the police on Monday.", "states"),
    ("Norway considered sanctions on Chad.", "states"),
    ("Norway may give the rebels two weeks to disarm.", "asserted"),
    ("Norway gave the rebels two weeks of fame.", "demands"),
    ("Norway has left the port, after the pilots fled, to expand the bridge.", "willingTo"),
    ("Kenya will sign the treaty without guarantees.", "demands"),
    ("Kenya did not sign the treaty without guarantees.", "demands"),
    ("Kenya may not sign the treaty without guarantees.", "demands"),
    ("Kenya denied that it would not sign the treaty without guarantees.", "Kenya demands"),
    ("Will Kenya not sign the treaty without guarantees?", "demands"),
    ("Kenya will not leave the strip without a fight.", "demands"),
    ("Kenya cannot win the vote without support.", "demands"),
    ("Norway presented a plan to be discussed in May.", "discussed: "),
    ("Norway stressed the need for approval by Chad.", "Chad demands"),
    ("Kenya praised Lula, who led the talks, to please the gangs.", "demands"),
    ("Once Norway wants to tax the farmers, Chad will leave the bloc.", "proposes"),
    ('Lula told reporters: "I have to say, the treaty is dead."', "have to say"),
    ("Norway gave Chad an assurance on Monday, Reuters reported.", "pledges > Reuters"),
    ("Norway counts on the wind to turn.", "expects > turn"),
]


@pytest.mark.parametrize(("text", "absent"), SILENT, ids=[case[0] for case in SILENT])
def test_what_is_not_said(extractor: Extractor, text: str, absent: str) -> None:
    assert not [line for line in lines(extractor, text) if absent in line]
