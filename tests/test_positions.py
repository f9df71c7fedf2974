"""Who holds what in whose view, on what condition, to what purpose? Nouns with a clause, views, provisos, open questions."""

import pytest
from test_extraction import lines

from kg.extract.pipeline import Extractor

NOUNS = [
    ("Peru's fear is that the dam will burst.", ["Peru warns > dam will burst: con asserted firm"]),
    ("Peru's hope was that the talks would resume.", ["Peru expects > talks would resume: neutral future soft"]),
    ("Peru's offer is to host the talks.", ["Peru pledges > host the talks: pro asserted firm"]),
    ("The message from Peru is that the ban will stay.", ["Peru states > ban will stay: neutral future soft"]),
    ("Peru's concern is not that the dam will burst.", []),
    (
        "Lula said Peru's position was that the map is old.",
        ["Peru states > map is old: neutral asserted firm by Luiz Inacio Lula da Silva"],
    ),
    (
        "Peru denied that its demand is that Chad host the talks.",
        ["Peru rejects > demand is that Chad host the talks: con asserted firm"],
    ),
    ("If Peru's fear is that the dam will burst, nobody will come.", []),
    ("The reason is that the dam will burst.", []),
    ("The delegates are to meet in Rome.", []),
]

VIEWS = [
    (
        "In Rome's view, the gangs used the truce to buy arms.",
        ["Italy states > gangs used the truce to buy arms: neutral asserted firm"],
    ),
    ("The port was empty, according to Oslo.", ["Norway states > port was empty: neutral asserted firm"]),
    ("In the eyes of Peru, the ruling is void.", ["Peru opposes > ruling: con asserted firm"]),
    ("In Oslo's view, the ban should be lifted.", ["Norway demands > ban should be lifted: pro asserted firm"]),
    ("In Peru's view, Chile backs the gangs.", ["Chile supports > gangs: pro asserted firm by Peru"]),
    ("In Peru's view, is the port empty?", []),
    ("The ships came in view of Oslo.", []),
    ("In view of Peru's threats, the vote was put off.", []),
    ("The port was empty, according to Reuters.", []),
]

PROVISOS = [
    (
        "Peru will sign the pact only if Chile frees the pilots.",
        ["Peru accepts > pact: pro conditional soft", "Peru demands > frees the pilots: pro asserted firm"],
    ),
    (
        "Peru would only sign the pact if Chile frees the pilots.",
        ["Peru accepts > pact: pro conditional soft", "Peru demands > frees the pilots: pro asserted firm"],
    ),
    (
        "Lula replied that talks could begin only when the pilots had been freed.",
        ["Luiz Inacio Lula da Silva demands > pilots had been freed: pro asserted firm"],
    ),
    (
        "Peru signed the pact only after Chile freed the pilots.",
        ["Peru accepts > pact: pro asserted firm", "Chile yields > pilots: pro asserted firm"],
    ),
    ("Peru will know the result only when Chile votes.", []),
    ("Peru can only win if Chile loses.", []),
    ("Will Peru sign the pact only if Chile frees the pilots?", []),
]

OPEN = [
    ("Peru is considering whether to ban dolls.", ["Peru considers > ban dolls: neutral asserted firm"]),
    ("Peru has yet to decide whether to ban dolls.", ["Peru considers > ban dolls: neutral asserted soft"]),
    ("Peru may consider whether to ban dolls.", ["Peru considers > ban dolls: neutral possible soft"]),
    ("Peru decided that the ban would stay.", ["Peru states > ban would stay: neutral future soft"]),
    ("Peru hopes to join the pact.", ["Peru expects > join the pact: neutral future soft"]),
    ("Peru does not hope to join the pact.", ["Peru doubts > join the pact: con possible soft"]),
    ("Lula fears that Chile might sign the pact.",
     ["Luiz Inacio Lula da Silva warns > Chile might sign the pact: con possible soft",
      "Chile accepts > pact: pro possible soft by Luiz Inacio Lula da Silva"]),
    ("Traders fear that Chile might gain a foothold.", []),
]  # fmt: skip

CONTACTS = [
    (
        "Lula wrote to Macron to ask for a meeting.",
        [
            "Luiz Inacio Lula da Silva consults > Macron: neutral asserted firm",
            "Luiz Inacio Lula da Silva demands > meeting: pro asserted firm",
        ],
    ),
    ("Lula did not write to Macron to ask for a meeting.", ["Luiz Inacio Lula da Silva consults > Macron: con asserted soft"]),
    ("Lula called on Macron to demand a vote.", ["Luiz Inacio Lula da Silva demands > demand a vote: pro asserted firm"]),
    (
        "Lula called on rich nations to work toward a trade deal.",
        ["Luiz Inacio Lula da Silva demands > work toward a trade deal: pro asserted firm"],
    ),
]

AMOUNTS = [
    (
        "Peru would do nothing to put the islands in danger.",
        ["Peru rulesOut > put the islands in danger: con asserted firm"],
    ),
    ("Peru will not waver in backing the pact.", ["Peru supports > pact: pro future soft"]),
    ("Peru must do more to put the islands in order.", []),
]

PARSES = [
    ("The raids, Lula said, were a disgrace.", ["Luiz Inacio Lula da Silva criticizes > raids: con asserted firm"]),
    (
        "Lula told a news conference that Chile had to leave.",
        ["Luiz Inacio Lula da Silva demands > Chile had to leave: pro asserted firm"],
    ),
    ("Lula, for his part, called for a vote.", ["Luiz Inacio Lula da Silva demands > vote: pro asserted firm"]),
    (
        "Lula blamed the Chilean deal on the diplomacy of Boric.",
        ["Luiz Inacio Lula da Silva criticizes > diplomacy of Boric: con asserted firm"],
    ),
    (
        "Peru regards the reef as part of its waters, a claim that Chile rejects.",
        ["Peru states > reef as part of its waters: neutral asserted firm", "Chile rejects > claim: con asserted firm"],
    ),
    (
        "Lula said Chile would have to free the pilots.",
        ["Luiz Inacio Lula da Silva demands > Chile would have to free the pilots: pro asserted firm"],
    ),
    (
        "Lula said Chile may have to free the pilots.",
        ["Luiz Inacio Lula da Silva states > Chile may have to free the pilots: neutral possible soft"],
    ),
]

LACKS = [
    ("Lula said there was no need for a boycott.", ["Luiz Inacio Lula da Silva opposes > boycott: con asserted firm"]),
    ("Peru does not see any reason to lift the ban.", ["Peru opposes > lift the ban: con asserted firm"]),
    ("Peru sees no point in holding talks.", ["Peru opposes > holding talks: con asserted firm"]),
    ("Peru sees no alternative to a vote.", ["Peru supports > vote: pro asserted firm"]),
    ("Peru sees a reason to lift the ban.", []),
    ("There is no reason to lift the ban.", []),
    ("Lula did not say there was no need for a boycott.", []),
    (
        "Lula said there was no reason to believe that Chile left.",
        ["Luiz Inacio Lula da Silva states > there was no reason to believe that Chile left: neutral asserted firm"],
    ),
    ("Lula said it was time to lift the ban.", ["Luiz Inacio Lula da Silva demands > lift the ban: pro asserted firm"]),
    ("Lula said the time had come to lift the ban.", ["Luiz Inacio Lula da Silva demands > lift the ban: pro asserted firm"]),
    ("It was time to lift the ban.", []),
    (
        "Lula said it was not time to lift the ban.",
        ["Luiz Inacio Lula da Silva states > it was not time to lift the ban: neutral asserted firm"],
    ),
]

LIGHT = [
    ("Peru made the withdrawal of troops a condition for talks.", ["Peru demands > withdrawal of troops: pro asserted firm"]),
    ("Peru made the talks a success.", []),
    ("Peru gave its backing to the plan.", ["Peru supports > plan: pro asserted firm"]),
    ("Peru gave no backing to the plan.", ["Peru rejects > plan: con asserted soft"]),
    ("Peru left open the possibility of a boycott.", ["Peru considers > possibility of a boycott: neutral asserted firm"]),
    ("Peru stands ready to host the talks.", ["Peru willingTo > host the talks: pro asserted firm"]),
    ("Peru does not seek a war.", ["Peru opposes > war: con asserted soft"]),
    ("Peru did not seek a loan.", ["Peru demands > loan: con asserted soft"]),
    ("Lula said Chile was to blame for the fire.", ["Luiz Inacio Lula da Silva criticizes > Chile: con asserted firm"]),
    ("Lula said Chile was not to blame.", ["Luiz Inacio Lula da Silva states > Chile was not to blame: con asserted soft"]),
]

SPANS = [
    (
        "Peru is prepared to resume talks if Chile frees the pilots.",
        ["Peru willingTo > resume talks: pro conditional soft"],
    ),
    (
        "Peru vowed to protect its fishermen, without going into detail.",
        ["Peru pledges > protect its fishermen: pro asserted firm"],
    ),
    (
        "Peru refused to share the data until Chile signs.",
        ["Peru rejects > share the data until Chile signs: con asserted firm"],
    ),
    (
        "Peru rejected the draft treaty Chile had proposed.",
        ["Peru rejects > draft treaty: con asserted firm", "Chile proposes > draft treaty: pro asserted firm"],
    ),
    (
        "Peru rejected a truce of ten days that Chile had proposed.",
        ["Peru rejects > truce of ten days: con asserted firm", "Chile proposes > truce of ten days: pro asserted firm"],
    ),
    ("Peru called for sanctions that hurt the gangs.", ["Peru demands > sanctions that hurt the gangs: pro asserted firm"]),
    ("Peru said that the talks failed and would not say why.", ["Peru states > talks failed: neutral asserted firm"]),
    ("Peru declined to give a reason.", []),
]

OTHERS = [
    (
        "Norway and Chile each blamed the other for the failure.",
        ["Norway criticizes > the other: con asserted firm", "Chile criticizes > the other: con asserted firm"],
    ),
    ("Chile, Lula said, would never accept the plan.", ["Chile opposes > plan: con asserted firm by Luiz Inacio Lula da Silva"]),
    ("Peru vowed to take countermeasures.", ["Peru threatens > take countermeasures: con asserted firm"]),
    ("Peru promised no countermeasures.", ["Peru pledges > countermeasures: con asserted soft"]),
    ("Peru is understood to support the pact.", ["Peru supports > pact: pro possible soft"]),
    (
        "Lula hopes that Chile will not have to close the port.",
        ["Luiz Inacio Lula da Silva expects > Chile will not have to close the port: neutral future soft"],
    ),
]

AGAIN = [
    (
        "Lula said the dam was old, and any flood would break it.",
        [
            "Luiz Inacio Lula da Silva states > dam was old: neutral asserted firm",
            "Luiz Inacio Lula da Silva states > flood would break it: neutral future soft",
        ],
    ),
    ("The UN resolution will not heal the rift.", []),
    (
        "Lula announced the refusal of Chile to sign the pact.",
        ["Chile rejects > sign the pact: con asserted firm by Luiz Inacio Lula da Silva"],
    ),
    (
        "Lula attacked the decision of the court.",
        ["Luiz Inacio Lula da Silva criticizes > decision of the court: con asserted firm"],
    ),
    ("Peru joined the calls for a truce.", ["Peru demands > calls for a truce: pro asserted firm"]),
    ("Peru pressed Chile on the border.", ["Peru demands > border: pro asserted firm"]),
    ("Peru would join the pact provided that Chile pays.", ["Peru cooperates > pact: pro conditional soft"]),
    ("Peru would join the pact as long as Chile pays.", ["Peru cooperates > pact: pro conditional soft"]),
    ("Peru stayed in the pact as long as Chile paid.", []),
]

CASES = [*NOUNS, *VIEWS, *PROVISOS, *OPEN, *CONTACTS, *AMOUNTS, *PARSES, *LACKS, *LIGHT, *SPANS, *OTHERS, *AGAIN]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_holds_what(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert sorted(lines(extractor, text)) == sorted(expected)
