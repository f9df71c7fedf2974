"""What do careful wordings commit somebody to? Stances that last, hearsay, evidence, denials, requests, disputes."""

import pytest
from test_extraction import lines

from kg.extract.pipeline import Extractor

LASTING = [
    ("Peru remains opposed to the ban.", ["Peru opposes > ban: con asserted firm"]),
    ("Peru remains committed to the accord.", ["Peru pledges > accord: pro asserted firm"]),
    ("Peru remains ready to host the talks.", ["Peru willingTo > host the talks: pro asserted firm"]),
    ("Peru no longer remains opposed to the ban.", ["Peru accepts > ban: pro possible soft"]),
    ("Peru's army remains in the valley.", []),
]

HEARSAY = [
    ("Peru is said to oppose the ban.", ["Peru opposes > ban: con possible soft"]),
    ("Peru is reported to have rejected the ban.", ["Peru rejects > ban: con possible soft"]),
    ("Peru said it opposes the ban.", ["Peru opposes > ban: con asserted firm"]),
    ("Peru is believed to be rich.", []),
    ("It was reported that Peru rejected the ban.", ["Peru rejects > ban: con possible soft"]),
    ("It was reported that Peru will not join the pact.", ["Peru rulesOut > pact: con possible soft"]),
    ("It was confirmed that Peru rejected the ban.", ["Peru rejects > ban: con asserted firm"]),
    ("Chile was told that Peru rejected the ban.", ["Peru rejects > ban: con possible soft"]),
    ("Reports say that Peru rejected the ban.", ["Peru rejects > ban: con possible soft"]),
    ("Evidence suggests that Peru attacked the port.", ["Peru attacks > port: con possible soft"]),
    ("Some say that Peru rejected the ban.", ["Peru rejects > ban: con possible soft"]),
    ("Rumors swirled that Peru rejected the ban.", []),
    ("Chile spread the tale that Peru attacked the port.", []),
    ("The story that Peru attacked the port spread.", []),
    ("The last time that Peru attacked the port, it failed.", ["Peru attacks > port: con asserted firm"]),
]

ASIDE = [
    ("Peru welcomed the step: on Friday, shots were heard in Lima.", ["Peru supports > step: pro asserted firm"]),
    ("Peru warned: the dam will burst.", ["Peru warns > dam will burst: con asserted firm"]),
    (
        "Peru has never opposed the ban, a Chilean diplomat said; it does not object to the dam.",
        [
            "Peru accepts > ban: pro possible soft by Chilean diplomat",
            "Peru accepts > dam: pro possible soft by Chilean diplomat",
        ],
    ),
]

TELLING = "bellowed brayed chuckled confided fretted gloated griped moaned mused raged snarled swore thundered wailed whispered"
GLAD = "adamant alarmed angry anxious certain convinced furious glad nervous outraged proud relieved upset"
FEIGNED = "bluffed dreamed fancied fantasized feigned hallucinated jested pretended"
UNSURE = "doubtful sceptical unconvinced unsure"

EVIDENCE = [
    ("Peru has seen no evidence that Chile armed the rebels.", ["Peru doubts > Chile armed the rebels: con asserted soft"]),
    ("Peru said it has no evidence that Chile armed the rebels.", ["Peru doubts > Chile armed the rebels: con asserted soft"]),
    ("Peru found evidence of fraud.", ["Peru confirms > fraud: neutral asserted firm"]),
    ("Peru has not seen proof.", []),
    ("Peru cut the grant, citing fears over waste.", ["Peru warns > waste: con asserted firm"]),
    ("Peru cited a report over waste.", []),
]

DENIED = [
    ("Peru has neither confirmed nor denied having a plan.", ["Peru confirms > having a plan: con asserted soft"]),
    ("Peru neither confirmed nor denied that it bought the jets.", []),
    (
        "Peru confirmed the visit but denied that it bought jets.",
        ["Peru confirms > visit: neutral asserted firm", "Peru rejects > it bought jets: con asserted firm"],
    ),
    ("Peru insisted it would not join the pact.", ["Peru rulesOut > pact: con asserted firm"]),
    ("Peru insists that Chile should join the pact.", ["Peru demands > Chile should join the pact: pro asserted firm"]),
    (
        "Peru said it would consider a blockade an act of war.",
        ["Peru states > it would consider a blockade an act of war: neutral future soft"],
    ),
    ("Peru would consider a blockade.", ["Peru considers > blockade: neutral future soft"]),
    ("The men whom Peru considers spies left.", []),
    ("Peru said it would not hesitate to act.", ["Peru states > it would not hesitate to act: neutral future soft"]),
]

WITHOUT = [
    (
        "Chile should rejoin the pact without making demands, Peru said.",
        ["Peru demands > Chile should rejoin the pact without making demands: pro asserted firm"],
    ),
    ("Chile left the talks without signing the pact.", ["Chile opposes > pact: con asserted firm"]),
]

THREATS = [
    (
        "Peru warned that it will bomb the camps.",
        ["Peru threatens > it will bomb the camps: con asserted firm", "Peru attacks > camps: con future soft"],
    ),
    ("Peru warned that it will run out of fuel.", ["Peru warns > it will run out of fuel: con asserted firm"]),
    ("Peru warned that Chile will bomb the camps.", ["Peru warns > Chile will bomb the camps: con asserted firm",
                                                    "Chile attacks > camps: con future soft by Peru"]),
    ("Lula attacked Chile's tax policy.", ["Luiz Inacio Lula da Silva criticizes > Chile's tax policy: con asserted firm"]),
    (
        "Peru opposed the law, saying it will do little for farmers.",
        ["Peru opposes > law: con asserted firm", "Peru states > it will do little for farmers: neutral future soft"],
    ),
    ("Peru said it will do more for farmers.", ["Peru pledges > do more for farmers: pro future soft"]),
]  # fmt: skip

REQUESTS = [
    ("Peru called for the vote to be repeated.", ["Peru demands > vote to be repeated: pro asserted firm"]),
    ("Peru called for a vote to repair the rift.", ["Peru demands > vote to repair the rift: pro asserted firm"]),
    ("Peru put pressure on Chile to free the crew.", ["Peru demands > free the crew: pro asserted firm"]),
    (
        "Lula used his speech to urge Chile to free the crew.",
        ["Luiz Inacio Lula da Silva demands > free the crew: pro asserted firm"],
    ),
    ("Peru did not use the summit to condemn the raid.", []),
    ("Peru did not use the summit to praise the plan.", []),
    ("The list was changed at the request of Peru.", ["Peru demands > list was changed: pro asserted firm"]),
    ("The list was changed at Peru's request.", ["Peru demands > list was changed: pro asserted firm"]),
    ("The list was not changed at the request of Peru.", []),
    ("The list was changed at the expense of Peru.", []),
    (
        "Lula visited Chile at the invitation of Gabriel Boric.",
        [
            "Luiz Inacio Lula da Silva visits > Chile: neutral asserted firm",
            "Gabriel Boric hosts > Lula: neutral asserted firm",
        ],
    ),
    ("Ecuador is promising that the dam will open.", ["Ecuador pledges > dam will open: pro asserted firm"]),
    ("The vote in Ecuador is promising.", []),
]

OPPOSED = ["Peru opposes > Chile: con asserted firm", "Chile opposes > Peru: con asserted firm"]
DISPUTES = [
    ("Peru and Chile are at odds over the border.", OPPOSED),
    ("The delay is due to a standoff between Peru and Chile.", OPPOSED),
    ("A dispute between Peru and Chile has delayed the vote.", OPPOSED),
    ("Peru and Chile are not at odds.", []),
    ("A dispute between Peru and Chile was averted.", []),
    ("There is no dispute between Peru and Chile.", []),
]

BOTH = [
    (
        "Peru said Chilean troops shot two farmers, not rebels.",
        [
            "Peru states > Chilean troops shot two farmers, not rebels: neutral asserted firm",
            "Chile attacks > two farmers: con asserted firm by Peru",
        ],
    ),
    ("Peru said its troops shot two farmers.", ["Peru attacks > two farmers: con asserted firm"]),
    ("Peru said Chile opposes the ban.", ["Chile opposes > ban: con asserted firm by Peru"]),
    (
        "Peru said the fishing ban, which Chile opposes, has saved fish.",
        [
            "Peru states > fishing ban, which Chile opposes, has saved fish: neutral asserted firm",
            "Chile opposes > fishing ban: con asserted firm by Peru",
        ],
    ),
]
SAID = [
    (
        "The United States accuses Peru of arming rebels, a charge Peru denies.",
        ["Peru provides > rebels: pro asserted firm by United States", "United States criticizes > Peru: con asserted firm"],
    ),
    ("Peru described the talks as not constructive.", ["Peru criticizes > talks: con asserted firm"]),
    ("Peru described the talks as constructive.", ["Peru supports > talks: pro asserted firm"]),
    ("Peru described the talks as not a failure.", []),
    (
        "Peru denied a newspaper report that says it will ask Chile to stop the probe.",
        ["Peru rejects > newspaper report that says it will ask Chile to stop the probe: con asserted firm"],
    ),
    (
        "Peru denied the report and said it will ask Chile to stop the probe.",
        ["Peru rejects > report: con asserted firm", "Peru demands > stop the probe: pro future soft"],
    ),
    ("Peru rejected a paper calling for a boycott.", ["Peru rejects > paper calling for a boycott: con asserted firm"]),
    ("Peru has asked for aid to rebuild the port.", ["Peru demands > aid: pro asserted firm"]),
    ("Peru asked to join the pact.", ["Peru demands > join the pact: pro asserted firm"]),
    ("Peru warned Chile to stop the tests.", ["Peru demands > stop the tests: pro asserted firm"]),
    ("Peru warned Chile not to stop the tests.", ["Peru warns > stop the tests: con asserted soft"]),
    (
        "The militia, which Peru has designated as a terrorist organization, fled.",
        ["Peru sanctions > militia: con asserted firm"],
    ),
    ("Peru has designated the valley as a park.", []),
    (
        "Lula told officials in Recife his country will rebuild the port.",
        ["Luiz Inacio Lula da Silva pledges > rebuild the port: pro future soft"],
    ),
    ("Lula said it is essential to end the strike.", ["Luiz Inacio Lula da Silva demands > end the strike: pro asserted firm"]),
    (
        "Lula said it is essential that Chile sign the pact.",
        ["Luiz Inacio Lula da Silva demands > Chile sign the pact: pro asserted firm"],
    ),
    (
        "Lula said it is important to note that the strike goes on.",
        ["Luiz Inacio Lula da Silva states > it is important to note that the strike goes on: neutral asserted firm"],
    ),
    ("It is essential to end the strike.", []),
]
HELD = [
    (
        "Teachers threatened to march if Peru did not retract its support for the mayor.",
        ["Peru supports > mayor: pro asserted firm"],
    ),
    ("Peru would sign if Chile expressed support for the dam.", []),
    ("Peru may have begun tests without approval.", []),
    ("Peru may begin tests without approval.", ["Peru willingTo > begin tests without approval: pro possible soft"]),
    (
        "Chile should stop the raids and start talks with Bolivia, Peru said.",
        [
            "Peru demands > Chile should stop the raids and start talks with Bolivia: pro asserted firm",
            "Peru demands > start talks with Bolivia: pro asserted firm",
        ],
    ),
    (
        "Peru announced that it had built a mine and was withdrawing from the talks.",
        ["Peru states > it had built a mine: neutral asserted firm", "Peru yields > talks: pro asserted firm"],
    ),
]
CONTENT = [
    ("Lula sought assurances from Macron that France would sign the pact.",
     ["Luiz Inacio Lula da Silva demands > assurances from Macron: pro asserted firm"]),
    ("Lula gave assurances that Brazil would sign the pact.",
     ["Luiz Inacio Lula da Silva pledges > Brazil would sign the pact: pro asserted firm",
      "Brazil accepts > pact: pro future soft"]),
    ("Lula said talks were to begin on Monday.",
     ["Luiz Inacio Lula da Silva states > talks were to begin on Monday: neutral future soft"]),
    ("Lula expects Macron to sign the pact.", ["Luiz Inacio Lula da Silva expects > sign the pact: neutral asserted firm"]),
    ("Macron is expected to sign the pact.", ["Emmanuel Macron accepts > pact: pro future soft"]),
    ("Lula held Argentina responsible for the strike.", ["Luiz Inacio Lula da Silva criticizes > Argentina: con asserted firm"]),
    ("Lula held Argentina dear.", []),
]  # fmt: skip
VOICED = [
    (
        "Minister Ana Quispe of Peru reiterated Peruvian support for the accord.",
        ["Peru supports > accord: pro asserted firm by Ana Quispe"],
    ),
    ("Ana Quispe voiced Peru's opposition to the ban.", ["Peru opposes > ban: con asserted firm by Ana Quispe"]),
    ("Ana Quispe voiced her opposition to the ban.", ["Ana Quispe opposes > ban: con asserted firm"]),
    ("Peru voiced its opposition to the ban.", ["Peru opposes > ban: con asserted firm"]),
]

SETTLED = [
    ("Peru voted to reject the ban.", ["Peru rejects > ban: con asserted firm"]),
    ("Peru voted 66 to 27 to reject the ban.", ["Peru rejects > ban: con asserted firm"]),
    ("Peru did not agree to reject the ban.", ["Peru rejects > reject the ban: con asserted firm"]),
    ("Peru did not vote to attack Chile.", ["Peru rejects > attack Chile: con asserted firm"]),
    ("Peru may agree to reject the ban.", ["Peru rejects > ban: con possible soft"]),
    ("Peru refused to vote to reject the ban.", ["Peru rejects > vote to reject the ban: con asserted firm"]),
    ("If Peru supports the ban, Chile will leave the bloc.", ["Chile yields > bloc: pro conditional soft"]),
    (
        "When Peru backed the ban, Chile left the bloc.",
        ["Chile yields > bloc: pro asserted firm", "Peru supports > ban: pro asserted firm"],
    ),
    ("A possible Peruvian attack on Bolivia made news.", ["Peru attacks > Bolivia: con possible soft"]),
    ("Chile demanded Peru's acceptance of the ban.", ["Chile demands > Peru's acceptance of the ban: pro asserted firm"]),
    ("Chile opposed Peru's accession to the bloc.", ["Chile opposes > Peru's accession to the bloc: con asserted firm"]),
    (
        "Chile welcomed Peru's acceptance of the ban.",
        ["Chile supports > Peru's acceptance of the ban: pro asserted firm", "Peru accepts > ban: pro asserted firm"],
    ),
    (
        "Chile welcomed the willingness of Sudan to accept the ban.",
        [
            "Chile supports > willingness of Sudan to accept the ban: pro asserted firm",
            "Sudan willingTo > accept the ban: pro asserted firm",
        ],
    ),
    ("Peru's demands include a full ban.", ["Peru demands > full ban: pro asserted firm"]),
    ("It is time to lift the ban, Ana Quispe said.", ["Ana Quispe demands > lift the ban: pro asserted firm"]),
    ("It may be time to lift the ban, Ana Quispe said.", ["Ana Quispe demands > lift the ban: pro possible soft"]),
    ("It is not time to lift the ban, Ana Quispe said.", []),
    ("“He will sign the ban,” Ana Quispe said.", ["Ana Quispe states > He will sign the ban: neutral future soft"]),
    ("Peru is a critic of Chilean president Juan Soto.", ["Peru criticizes > Juan Soto: con asserted firm"]),
    ("It was Peru that rejected the ban.", ["Peru rejects > ban: con asserted firm"]),
    (
        "It was Peru and Chile that rejected the ban.",
        ["Chile rejects > ban: con asserted firm", "Peru rejects > ban: con asserted firm"],
    ),
    ("It was not Peru that rejected the ban.", []),
    ("It may be Peru that rejected the ban.", []),
    ("Peru is for the ban.", ["Peru supports > ban: pro asserted firm"]),
    (
        "Peru found that Chile had attacked the port.",
        ["Chile attacks > port: con asserted firm by Peru", "Peru confirms > Chile had attacked the port: neutral asserted firm"],
    ),
]

HEADLINES = [
    ("Peru, Chile reject ban", ["Chile rejects > ban: con asserted firm", "Peru rejects > ban: con asserted firm"]),
    ("Peru agrees to talks, says Chile.", ["Peru accepts > talks: pro asserted firm by Chile"]),
    (
        "Peru strikes port after Chile rejects truce",
        ["Chile rejects > truce: con asserted firm", "Peru attacks > port: con asserted firm"],
    ),
    ("Peru could not agree on the budget.", []),
]

CASES = [
    *HEADLINES,
    *ASIDE,
    *SETTLED,
    *VOICED,
    *LASTING,
    *HEARSAY,
    *EVIDENCE,
    *DENIED,
    *WITHOUT,
    *THREATS,
    *REQUESTS,
    *DISPUTES,
    *BOTH,
    *SAID,
    *HELD,
    *CONTENT,
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_meant(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert sorted(lines(extractor, text)) == sorted(expected)


@pytest.mark.parametrize("how", [*TELLING.split(), *(f"was {word}" for word in GLAD.split())])
def test_a_clause_is_his_who_says_or_thinks_so(extractor: Extractor, how: str) -> None:
    said = [line for line in lines(extractor, f"Peru {how} that Chile attacked the port.") if "attacks" in line]
    assert said == ["Chile attacks > port: con asserted firm by Peru"]


@pytest.mark.parametrize("how", [*FEIGNED.split(), *(f"was {word}" for word in UNSURE.split())])
def test_what_is_feigned_or_doubted_is_not_told(extractor: Extractor, how: str) -> None:
    assert not [line for line in lines(extractor, f"Peru {how} that Chile attacked the port.") if "attacks" in line]
