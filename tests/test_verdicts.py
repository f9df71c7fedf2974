"""Who is for or against what, by what he says of it: that it breaks a rule, does harm, makes sense, is this or that?"""

import pytest
from test_extraction import lines

from kg.extract.pipeline import Extractor

FAULTS = [
    ("Peru said the pact violates the charter.", ["Peru opposes > pact: con asserted firm"]),
    ("Peru said that the pact would violate the charter.", ["Peru opposes > pact: con asserted firm"]),
    (
        "Peru said the pact does not violate the charter.",
        ["Peru states > pact does not violate the charter: neutral asserted firm"],
    ),
    (
        "If the pact violates the charter, Chile will leave it, Peru said.",
        ["Peru states > Chile will leave it: neutral conditional soft"],
    ),
    ("Peru denied that the pact violates the charter.", ["Peru rejects > pact violates the charter: con asserted firm"]),
    ("Peru may say that the pact violates the charter.", ["Peru opposes > pact: con possible soft"]),
    ("Reuters said the pact violates the charter.", ["Reuters states > pact violates the charter: neutral asserted firm"]),
    (
        "Peru said Chile had violated the ceasefire.",
        ["Chile opposes > ceasefire: con asserted firm by Peru", "Peru criticizes > Chile: con asserted firm"],
    ),
    ("Peru said it had violated the ceasefire.", ["Peru opposes > ceasefire: con asserted firm"]),
    ("Peru said the offer fails to protect the miners.", ["Peru criticizes > offer: con asserted firm"]),
    ("Peru said the offer did not go far enough.", ["Peru criticizes > offer: con asserted firm"]),
    ("Peru said the pardon sends the wrong message.", ["Peru criticizes > pardon: con asserted firm"]),
    ("Peru said the ban makes no sense.", ["Peru criticizes > ban: con asserted firm"]),
    ("Peru said the ban makes sense.", ["Peru supports > ban: pro asserted firm"]),
    ("Peru said the blockade amounted to an act of war.", ["Peru opposes > blockade: con asserted firm"]),
]

HARM = [
    ("Peru said the drought had worsened.", ["Peru states > drought had worsened: neutral asserted firm"]),
    ("Peru said the dam would endanger the valley.", ["Peru warns > dam would endanger the valley: con asserted firm"]),
    ("Peru said the dam threatens the valley.", ["Peru warns > dam threatens the valley: con asserted firm"]),
    ("The dam will not endanger the valley, Peru said.", ["Peru states > dam will not endanger the valley: neutral future soft"]),
    ("Peru denied that the dam endangers the valley.", ["Peru rejects > dam endangers the valley: con asserted firm"]),
]

UNMET = [
    ("Peru said the truce will not end the war.", ["Peru doubts > end the war: con asserted firm"]),
    ("Peru said the crisis cannot be solved by force.", ["Peru doubts > solved by force: con asserted firm"]),
    ("Peru may say that the truce will not end the war.", ["Peru doubts > end the war: con possible soft"]),
    ("Peru said the truce will end the war.", ["Peru states > truce will end the war: neutral future soft"]),
    ("Peru said the truce did not end the war.", ["Peru states > truce did not end the war: neutral asserted firm"]),
    ("Peru denied that the truce will not end the war.", ["Peru rejects > truce will not end the war: con asserted firm"]),
    ("Peru said the rebels will not stop the raids.", ["Peru states > rebels will not stop the raids: neutral future soft"]),
]

WORDS = [
    ("Peru said the ban was a form of blackmail.", ["Peru criticizes > ban: con asserted firm"]),
    ("Peru said the ban was not enough.", ["Peru criticizes > ban: con asserted firm"]),
    ("Peru said the vote was ill-advised.", ["Peru criticizes > vote: con asserted firm"]),
    ("Peru said two miners were virus-positive.", ["Peru states > two miners were virus-positive: neutral asserted firm"]),
    ("Ana Quispe believes the levy is unfair.", ["Ana Quispe criticizes > levy: con asserted firm"]),
    ("Ana Quispe believes the levy is new.", ["Ana Quispe expects > levy is new: neutral asserted firm"]),
    ("Peru said it found the levy insulting.", ["Peru criticizes > levy: con asserted firm"]),
]

DEEDS = [
    ("Peru considers it unfair to lift the ban.", ["Peru opposes > lift the ban: con asserted firm"]),
    ("Peru considers it wise to lift the ban.", ["Peru supports > lift the ban: pro asserted firm"]),
    ("Peru made it possible to lift the ban.", []),
    ("Ana Quispe saw the film. She called it a disgrace.", ["Ana Quispe criticizes > film: con asserted firm"]),
    ("Ana Quispe arrived. She called it a disgrace.", ["Ana Quispe criticizes > disgrace: con asserted firm"]),
    ("Ana Quispe saw the film. She called it a comedy.", []),
]

RALLIED = [
    ("Peru rallied support for the ban.", ["Peru supports > ban: pro asserted firm"]),
    ("Peru failed to rally support for the ban.", []),
    ("Peru mobilised its army.", ["Peru deploys > its army: neutral asserted firm"]),
    ("Ana Quispe quit over the ban.", ["Ana Quispe opposes > ban: con asserted firm"]),
    ("Ana Quispe projected winner of the vote", []),
    ("Ana Quispe projected growth.", ["Ana Quispe expects > growth: neutral asserted firm"]),
]

BLAME = [
    ("Peru attributed the bombing to the Taliban.", ["Peru criticizes > the Taliban: con asserted firm"]),
    ("Peru attributed the explosion to a gas leak.", []),
    ("Peru attributed the success to Chile.", []),
    ("Peruvian law forbids the sale of coca.", ["Peru sanctions > sale of coca: con asserted firm"]),
    ("Peruvian law forbids nothing.", []),
    ("Peruvian law follows the rules.", []),
]

WHOSE = [
    (
        "Peru said Chile had fuelled the war by arming the rebels.",
        [
            "Chile provides > rebels: pro asserted firm by Peru",
            "Peru warns > Chile had fuelled the war by arming the rebels: con asserted firm",
        ],
    ),
    ("Peru responded by recalling its envoy.", ["Peru sanctions > envoy: con asserted firm"]),
    ("The declaration of Chile violates the charter.", []),
    ("A statement by Chile condemned the raid.", ["Chile criticizes > raid: con asserted firm"]),
]

WHAT_IS_DONE = [
    ("What is happening in Chile is an insult, Peru said.", ["Peru criticizes > What is happening in Chile: con asserted firm"]),
    (
        "What Ana Quispe needs is a fair deal, Peru said.",
        ["Peru states > What Ana Quispe needs is a fair deal: neutral asserted firm"],
    ),
    ("It is a disgrace that Chile has not paid, Peru said.", ["Peru criticizes > Chile has not paid: con asserted firm"]),
    ("Peru said it would be a mistake if Chile bombed the port.", ["Peru opposes > Chile bombed the port: con conditional soft"]),
    ("Lifting the ban makes no sense, Peru said.", ["Peru criticizes > Lifting the ban: con asserted firm"]),
    ("Lifting the ban takes time, Peru said.", ["Peru states > Lifting the ban takes time: neutral asserted firm"]),
    ("Peru said the truce is not going to end the war.", ["Peru doubts > end the war: con asserted firm"]),
    ("Peru said the truce is going to end the war.", ["Peru states > truce is going to end the war: neutral future soft"]),
]

GUILT = [
    ("Peru said Chile was behind the raid.", ["Peru criticizes > Chile: con asserted firm"]),
    ("Peru said Chile was not behind the raid.", ["Peru states > Chile was not behind the raid: neutral asserted firm"]),
    ("Peru said Chile may be responsible for the raid.", ["Peru criticizes > Chile: con possible soft"]),
    ("Peru said Chile is responsible for the lake.", ["Peru states > Chile is responsible for the lake: neutral asserted firm"]),
    ("Hamas said its fighters were behind the raid.", ["Hamas states > fighters were behind the raid: neutral asserted firm"]),
    (
        "Peru and Chile concluded that the pact is illegal.",
        ["Chile opposes > pact: con asserted firm", "Peru opposes > pact: con asserted firm"],
    ),
    ("Peru alleged Chilean involvement in the raid.", ["Peru criticizes > Chilean involvement in the raid: con asserted firm"]),
    ("Peru did not allege fraud in the vote.", []),
]

VOICED = [
    ("The plan has the backing of Peru.", ["Peru supports > plan: pro asserted firm"]),
    ("The plan does not have the backing of Peru.", ["Peru opposes > plan: con asserted soft"]),
    ("The plan may enjoy the support of Peru.", ["Peru supports > plan: pro possible soft"]),
    ("The plan has the colour of wine.", []),
    ("The raid drew the ire of Peru.", ["Peru criticizes > raid: con asserted firm"]),
    ("The plan was met with resistance from Peru.", ["Peru opposes > plan: con asserted firm"]),
    ("Peru was more forceful in blaming Chile.", ["Peru criticizes > Chile: con asserted firm"]),
    ("Peru was not united in blaming Chile.", []),
]

PARTED = [
    ("Ana Quispe would not, she said, sign the treaty.", ["Ana Quispe opposes > treaty: con asserted firm"]),
    ("Peru will, Reuters said, never join the pact.", ["Peru rulesOut > pact: con asserted firm by Reuters"]),
    ("Peru could, Reuters said, bomb the port.", ["Peru attacks > port: con possible soft by Reuters"]),
]

MENACES = [
    ("Chile will pay a heavy price, Peru said.", ["Peru threatens > Chile: con asserted firm"]),
    ("Chile paid a heavy price, Peru said.", ["Peru states > Chile paid a heavy price: neutral asserted firm"]),
    ("Chile will regret the ban, Peru said.", ["Peru threatens > Chile: con asserted firm"]),
    ("Chile will not regret the ban, Peru said.", ["Peru states > Chile will not regret the ban: neutral future soft"]),
    ("The levy may lead to war, Peru said.", ["Peru warns > levy may lead to war: con asserted firm"]),
    ("The levy led to war, Peru said.", ["Peru states > levy led to war: neutral asserted firm"]),
    ("Peru said the levy was against the law.", ["Peru opposes > levy: con asserted firm"]),
    ("Peru said the levy was not against the law.", ["Peru states > levy was not against the law: neutral asserted firm"]),
    ("Ana Quispe counts on Peru to open the port.", ["Ana Quispe expects > open the port: neutral asserted firm"]),
]

OF_MANY = [
    ("Critics of the dam, including Peru, left.", ["Peru criticizes > dam: con asserted firm"]),
    ("Critics of the dams, including Peru, left.", []),
    ("Peru denied having bombed the port.", ["Peru rejects > bombed the port: con asserted firm"]),
    ("Peru signaled it opposed arming the rebels.", ["Peru opposes > arming the rebels: con asserted firm"]),
    ("Peru kept it closed in spite of the rain.", []),
]

CASES = [
    *FAULTS,
    *HARM,
    *UNMET,
    *WORDS,
    *DEEDS,
    *RALLIED,
    *BLAME,
    *WHOSE,
    *WHAT_IS_DONE,
    *GUILT,
    *VOICED,
    *PARTED,
    *MENACES,
    *OF_MANY,
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_judged(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert sorted(lines(extractor, text)) == sorted(expected)
