"""Who did it to whom, where the words are indirect: each with the other, by way of a raid, a policy or a means."""

import pytest
from test_extraction import claims, lines, read

from kg.extract.pipeline import Extractor

EACH_OTHER = [
    "Chad and Libya fought a war between May 1986 and June 1987.",
    "Chad and Libya fought a border war in 1987.",
    "Chad and Libya went to war over the strip.",
    "Chad and Libya exchanged artillery fire.",
    "Chad and Libya clashed near the oasis.",
    "The war between Chad and Libya killed thousands.",
]


@pytest.mark.parametrize("words", ["each other", "one another"])
def test_each_other_is_the_other(extractor: Extractor, words: str) -> None:
    found = read(extractor, f"Chad and Libya attacked {words}.").statements
    assert [(s.subject.label, s.object.label, s.object.text) for s in found] == [
        ("Chad", "Libya", words),
        ("Libya", "Chad", words),
    ]


@pytest.mark.parametrize("text", EACH_OTHER)
def test_force_goes_both_ways(extractor: Extractor, text: str) -> None:
    found = lines(extractor, text)
    assert {"Chad attacks > Libya: con asserted firm", "Libya attacks > Chad: con asserted firm"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Libya clashed over the budget.",
        "Chad and Libya fought together.",
        "Chad and Libya will not fight a war.",
        "Chad and Libya exchanged letters.",
        "Chad and Libya interfered in the election.",
    ],
)
def test_no_force_between_them(extractor: Extractor, text: str) -> None:
    assert not [found for found in lines(extractor, text) if "attacks > Chad" in found or "attacks > Libya" in found]


DEEDS = [
    ("A fisherman was killed in a drone strike by Turkey.", ["Turkey attacks > fisherman: con asserted firm"]),
    ("A farmer was hit by a Turkish missile.", ["Turkey attacks > farmer: con asserted firm"]),
    ("Turkish air raids destroyed the depot.", ["Turkey attacks > depot: con asserted firm"]),
    ("Syria used cluster bombs against the town.", ["Syria attacks > town: con asserted firm"]),
    ("Ethiopia fought a war against Somalia.", ["Ethiopia attacks > Somalia: con asserted firm"]),
    ("Turkish rockets may have hit the depot.", ["Turkey attacks > depot: con possible soft"]),
    ("Three farmers were killed in the Kabul bombing.", []),
    ("Three farmers were killed in the Syrian war.", []),
    ("Three sailors were killed in Turkish waters.", []),
    ("Turkish rockets did not hit the depot.", []),
]


@pytest.mark.parametrize(("text", "expected"), DEEDS, ids=[case[0] for case in DEEDS])
def test_whose_raid_it_was(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


COMPLEMENTS = [
    ("Malta has maintained a policy of turning away migrants.", ["Malta sanctions > migrants: con asserted firm"]),
    (
        "Peru condemned Malta's policy of turning away migrants.",
        [
            "Peru criticizes > Malta's policy of turning away migrants: con asserted firm",
            "Malta sanctions > migrants: con asserted firm",
        ],
    ),
    ("Kenya has the option of expelling the envoy.", ["Kenya sanctions > envoy: con possible soft"]),
    ("Malta does not have a policy of turning away migrants.", []),
    (
        "Peru condemned a policy of turning away migrants.",
        ["Peru criticizes > policy of turning away migrants: con asserted firm"],
    ),
    (
        "Peru has resisted American efforts to isolate Cuba.",
        [
            "Peru opposes > American efforts to isolate Cuba: con asserted firm",
            "United States sanctions > Cuba: con possible soft",
        ],
    ),
    (
        "Egypt welcomed an offer from Turkey to mediate.",
        [
            "Egypt supports > offer from Turkey to mediate: pro asserted firm",
            "Turkey pledges > mediate: pro asserted firm",
        ],
    ),
    ("Kenya said the attacks from Somalia on the border had ended.", []),
    (
        "Peru opposed a move by Chile to declare a truce.",
        [
            "Peru opposes > move by Chile to declare a truce: con asserted firm",
            "Chile proposes > declare a truce: pro asserted firm",
        ],
    ),
    (
        "Peru joined Chile in imposing a ban on Cuban sugar.",
        [
            "Peru cooperates > Chile: pro asserted firm",
            "Chile sanctions > Cuban sugar: con asserted firm",
            "Peru sanctions > Cuban sugar: con asserted firm",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPLEMENTS, ids=[case[0] for case in COMPLEMENTS])
def test_who_does_what_completes_a_noun(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = lines(extractor, text)
    assert found == expected or (not expected and not [f for f in found if " states " not in f])


STILL_HELD = [
    ("Peru pressed Lukashenko to withdraw his support for Russia.", "supports", "pro", "asserted"),
    ("Lukashenko did not withdraw his support for Russia.", "supports", "pro", "asserted"),
    ("Lukashenko withdrew his support for Russia.", "opposes", "con", "asserted"),
    ("Lukashenko will withdraw his support for Russia.", "opposes", "con", "future"),
]


@pytest.mark.parametrize(("text", "relation", "polarity", "modality"), STILL_HELD, ids=[case[0] for case in STILL_HELD])
def test_a_stance_ends_only_where_it_is_withdrawn(
    extractor: Extractor, text: str, relation: str, polarity: str, modality: str
) -> None:
    (s,) = (s for s in claims(read(extractor, text)) if s.object.label == "Russia")
    assert (s.relation, s.polarity, s.modality) == (relation, polarity, modality)


COMING = [
    (
        "Gustavo Petro will travel to Havana to meet Vladimir Putin.",
        ["Gustavo Petro visits > Havana: neutral future soft", "Gustavo Petro meets > Vladimir Putin: neutral future soft"],
    ),
    (
        "Gustavo Petro travelled to Havana to meet Vladimir Putin.",
        ["Gustavo Petro visits > Havana: neutral asserted firm", "Gustavo Petro meets > Vladimir Putin: neutral asserted firm"],
    ),
    ("EU talks with Oman could resume in May.", ["European Union consults > Oman: neutral possible soft"]),
    ("EU talks with Oman failed.", ["European Union consults > Oman: neutral asserted firm"]),
    ("EU talks with Oman will not resume.", []),
    ("EU talks with Oman should include a clause on oil.", []),
    ("Oman would get the aid by releasing the prisoners.", ["Oman yields > prisoners: pro future soft"]),
]


@pytest.mark.parametrize(("text", "expected"), COMING, ids=[case[0] for case in COMING])
def test_what_is_still_to_come_is_no_fact(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


HELD = [
    ("The valley has been under Chilean occupation since 1879.", ["Chile controls > valley: neutral asserted firm"]),
    ("The port came under the control of Yemen.", ["Yemen controls > port: neutral asserted firm"]),
    ("The enclave is not under Chilean control.", ["Chile controls > enclave: con asserted soft"]),
    ("The valley is under construction.", []),
    ("The village is under attack.", []),
]


@pytest.mark.parametrize(("text", "expected"), HELD, ids=[case[0] for case in HELD])
def test_who_holds_what_is_under_control(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


TEXTS = [
    ("The French proposal calls for a truce.", ["France demands > truce: pro asserted firm"]),
    ("The Arab League resolution condemned the raid.", ["Arab League criticizes > raid: con asserted firm"]),
    ("The Gaza plan calls for a truce.", []),
    ("The Cairo agreement calls for a truce.", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[case[0] for case in TEXTS])
def test_whose_text_it_is(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


CONTRASTS = [
    (
        "Kenya supports the truce but not the embargo.",
        ["Kenya opposes > embargo: con asserted soft", "Kenya supports > truce: pro asserted firm"],
    ),
    (
        "Kenya authorized the sale of the jets, but not their export to Oman.",
        ["Kenya accepts > sale of the jets: pro asserted firm", "Kenya rejects > export to Oman: con asserted firm"],
    ),
    ("Kenya supports the truce and the embargo.", ["Kenya supports > truce and the embargo: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), CONTRASTS, ids=[case[0] for case in CONTRASTS])
def test_what_is_set_against_the_object_is_denied(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


CONDEMNED = [
    (
        "Japan condemned Peru's invasion of Chile.",
        [
            "Japan criticizes > Peru's invasion of Chile: con asserted firm",
            "Peru attacks > Chile: con asserted firm",
        ],
    ),
    ("Japan condemned any invasion of Chile.", ["Japan criticizes > invasion of Chile: con asserted firm"]),
    ("Japan would condemn Peru's invasion of Chile.", ["Japan criticizes > Peru's invasion of Chile: con future soft"]),
    ("Japan feared Peru's invasion of Chile.", ["Japan warns > Peru's invasion of Chile: con asserted firm"]),
    (
        "Japan denounced the EU-imposed sanctions against Chile.",
        [
            "Japan criticizes > EU-imposed sanctions against Chile: con asserted firm",
            "European Union sanctions > Chile: con asserted firm",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONDEMNED, ids=[case[0] for case in CONDEMNED])
def test_a_deed_that_is_condemned_was_done(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


OTHERS = [
    ("Peru vowed to retaliate for the raid.", ["Peru threatens > retaliate for the raid: con asserted firm"]),
    ("Peru promised to destroy the mines.", ["Peru pledges > destroy the mines: pro asserted firm"]),
    ("Peru promised to raise tariffs.", ["Peru pledges > raise tariffs: pro asserted firm"]),
    ("Iran test-fired a missile.", ["Iran deploys > missile: neutral asserted firm"]),
    ("Peru signed a deal to buy jets on the island.", ["Peru accepts > buy jets on the island: pro asserted firm"]),
    ("Peru is growing increasingly frustrated with Cuba.", ["Peru criticizes > Cuba: con asserted firm"]),
    ("Peru wants to expand the railway.", ["Peru proposes > expand the railway: pro asserted firm"]),
    ("Peru refused to confirm or deny the sale.", ["Peru rejects > confirm or deny the sale: con asserted firm"]),
    ("Peru refused to comment on the sale.", []),
    ("Peru will decide on the levy.", ["Peru considers > levy: neutral future soft"]),
    ("Marco Rubio said Cuba must not be allowed to buy the jets.", ["Marco Rubio opposes > buy the jets: con asserted firm"]),
    (
        "Marco Rubio said Cuba must be allowed to buy the jets.",
        ["Marco Rubio demands > Cuba must be allowed to buy the jets: pro asserted firm"],
    ),
    (
        "Fiji signed a deal that Samoa called illegal.",
        ["Fiji accepts > deal that Samoa called illegal: pro asserted firm", "Samoa opposes > deal: con asserted firm"],
    ),
    ("Samoa calls that illegal.", []),
    ("Angola's troops were deployed to Goma.", ["Angola deploys > Angola's troops: neutral asserted firm"]),
    ("The blockade of Angola was imposed.", []),
    ("Kenya has decided to send a mission to Chad.", ["Kenya deploys > mission to Chad: neutral future soft"]),
    ("Kenya and Uganda were working to end the row.", []),
    (
        "Kenya and Uganda were working together.",
        ["Kenya cooperates > Uganda: pro asserted firm", "Uganda cooperates > Kenya: pro asserted firm"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS, ids=[case[0] for case in OTHERS])
def test_who_is_for_and_against(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


SCHEDULED = [
    ("Leaders of Chad and Libya are to meet in Bern.", ["Chad meets > Libya", "Libya meets > Chad"]),
    ("Chad is to send troops to Mali.", ["Chad deploys > troops to Mali"]),
    ("The sanctions are to be lifted by the EU.", ["European Union yields > sanctions"]),
    ("Chad was to visit Libya in May.", ["Chad visits > Libya"]),
]


@pytest.mark.parametrize(("text", "expected"), SCHEDULED)
def test_what_is_to_be_has_not_happened_yet(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = {(f"{s.subject.label} {s.relation}", str(s.modality), s.firm) for s in read(extractor, text).statements}
    assert found == {(claim.partition(" > ")[0], "future", False) for claim in expected}


def test_so_many_people_are_not_their_nation(extractor: Extractor) -> None:
    assert lines(extractor, "Cuba freed 15 Americans.") == ["Cuba yields > 15 Americans: pro asserted firm"]
    assert lines(extractor, "Two Russians attacked the embassy.") == []
    assert [s.object.id for s in read(extractor, "Cuba attacked the Americans.").statements] == ["united-states"]


def test_who_is_beaten_at_the_polls_is_not_attacked(extractor: Extractor) -> None:
    assert lines(extractor, "Hamas routed Fatah in parliamentary elections.") == []
    assert lines(extractor, "Hamas routed Fatah in the south.") == ["Hamas attacks > Fatah: con asserted firm"]


@pytest.mark.parametrize("deed", ["lose the war", "lead to a war", "run out of fuel", "benefit from the pact"])
def test_what_happens_to_an_actor_is_nothing_that_it_is_willing_to_do(extractor: Extractor, deed: str) -> None:
    assert lines(extractor, f"Kenya may {deed}.") == []
    assert lines(extractor, f"Kenya will not {deed}.") == []
    assert lines(extractor, "Kenya may repaint the port.") == ["Kenya willingTo > repaint the port: pro possible soft"]


def test_a_jail_term_is_no_term_of_office(extractor: Extractor) -> None:
    assert lines(extractor, "The United States sought a jail term for the general.") == [
        "United States demands > jail term for the general: pro asserted firm"
    ]
    assert lines(extractor, "Barack Obama sought a second term.") == ["Barack Obama seeksOffice > second term: pro asserted firm"]


def test_who_asks_is_not_the_last_of_those_asked(extractor: Extractor) -> None:
    found = lines(extractor, "Hamas wrote letters to leaders including Pope Benedict asking for aid.")
    assert "Hamas demands > aid: pro asserted firm" in found
    assert not [each for each in found if each.startswith("Pope")]


@pytest.mark.parametrize("charge", ["a charge Libya denies", "allegations Libya rejects"])
def test_who_denies_a_charge_is_not_who_makes_it(extractor: Extractor, charge: str) -> None:
    found = read(extractor, f"Chad accuses Libya of arming the rebels, {charge}.").statements
    assert [(s.subject.label, s.relation, s.attribution) for s in found if s.relation == "criticizes"] == [
        ("Chad", "criticizes", None)
    ]


def test_who_sues_asks_for_damages(extractor: Extractor) -> None:
    found = lines(extractor, "Norway launched a claim against the British government seeking damages.")
    assert "Norway demands > damages: pro asserted firm" in found
    assert not [each for each in found if each.startswith("United Kingdom")]


@pytest.mark.parametrize("number", ["at least two", "up to two", "more than two"])
def test_the_number_of_people_stays_whole(extractor: Extractor, number: str) -> None:
    assert lines(extractor, f"Kenya expelled {number} envoys.") == [f"Kenya sanctions > {number} envoys: con asserted firm"]


EVENTS = [
    ("are due to begin later", ("neutral", "future")),
    ("are set to begin on Monday", ("neutral", "future")),
    ("are expected to start soon", ("neutral", "future")),
    ("are planned for Monday", ("neutral", "future")),
    ("failed to start", ("con", "asserted")),
    ("did not begin", ("con", "asserted")),
    ("did not succeed", ("neutral", "asserted")),
    ("failed to produce a deal", ("neutral", "asserted")),
    ("began on Monday", ("neutral", "asserted")),
]


@pytest.mark.parametrize(("rest", "expected"), EVENTS)
def test_an_event_is_as_sure_as_its_verb_says(extractor: Extractor, rest: str, expected: tuple[str, str]) -> None:
    found = [s for s in read(extractor, f"Talks between Chad and Libya {rest}.").statements if s.relation == "consults"]
    assert [(str(s.polarity), str(s.modality)) for s in found] == [expected] * 2


@pytest.mark.parametrize(
    "question", ["what aid it would send", "whether it would sign", "how it would vote", "which side it backs"]
)
def test_a_question_demands_nothing(extractor: Extractor, question: str) -> None:
    for asked in ("Kenya asked", "Kenya did not say"):
        assert not [found for found in lines(extractor, f"{asked} {question}.") if "demands" in found or "provides" in found]


def test_what_is_said_on_leaving_is_no_plan(extractor: Extractor) -> None:
    found = lines(extractor, "Kenya went to court, saying Libya attacked the ship.")
    assert "Libya attacks > ship: con asserted firm by Kenya" in found
    found = lines(extractor, "Kenya failed, saying Libya attacked the ship.")
    assert "Libya attacks > ship: con asserted firm by Kenya" in found


def test_another_clause_is_no_contrast_to_the_object(extractor: Extractor) -> None:
    assert lines(extractor, "Chad opposes the embargo and was not involved in the talks.") == [
        "Chad opposes > embargo: con asserted firm"
    ]


def test_one_alone_meets_nobody(extractor: Extractor) -> None:
    assert not [s for s in read(extractor, "Hamas will rule the council when it convenes.").statements if s.relation == "meets"]


def test_what_is_discussed_at_a_meeting_to_come_is_to_come(extractor: Extractor) -> None:
    found = read(extractor, "The UN is set to meet in Oslo to discuss the truce.").statements
    assert {(s.relation, str(s.modality)) for s in found if s.relation == "consults"} == {("consults", "future")}


def test_what_stands_behind_a_comma_is_no_part_of_the_object(extractor: Extractor) -> None:
    found = lines(extractor, "Oslo rejected the offer, with a spokesman saying it was late.")
    assert "Norway rejects > offer: con asserted firm" in found


def test_a_verb_read_as_a_participle_of_the_first_noun_is_the_verb(extractor: Extractor) -> None:
    found = lines(extractor, "A recent UN report called Chad's campaign a disastrous policy that left many homeless.")
    assert "United Nations criticizes > Chad's campaign: con asserted firm" in found


PROMISES = [
    ("Norway said it will resume the flights.", "Norway pledges > resume the flights: pro future soft"),
    ("Norway said it will resume the flights if Chad pays.", "Norway pledges > resume the flights: pro conditional soft"),
    ("Norway said it will not resume the flights.", "Norway rulesOut > resume the flights: con asserted firm"),
    ("Norway said Chad would resume the flights.", "Norway states > Chad would resume the flights: neutral future soft"),
    ("Norway said it will lose the war.", "Norway states > it will lose the war: neutral future soft"),
    ("Norway said it had resumed the flights.", "Norway states > it had resumed the flights: neutral asserted firm"),
]


@pytest.mark.parametrize(("text", "expected"), PROMISES)
def test_who_says_what_it_will_do_commits_itself(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


TOLD = [
    ("A U.S.-backed council rejected the truce.", ["United States supports > U.S.-backed council: pro asserted firm"]),
    ("Turkish-trained fighters left the valley.", ["Turkey provides > Turkish-trained fighters: pro asserted firm"]),
    ("A NATO-sanctioned firm built the port.", []),
    ("An Oslo-based firm built the port.", []),
    (
        "An earthquake overshadowed a meeting on Monday between Narendra Modi and Olaf Scholz.",
        ["Narendra Modi meets > Olaf Scholz: neutral asserted firm", "Olaf Scholz meets > Narendra Modi: neutral asserted firm"],
    ),
    ("An earthquake delayed a meeting between Narendra Modi and Olaf Scholz.", []),
    (
        "Fishermen fled clashes between Chad and Hamas.",
        ["Chad attacks > Hamas: con asserted firm", "Hamas attacks > Chad: con asserted firm"],
    ),
    (
        "A raid by Hamas on a ferry killed two sailors.",
        ["Hamas attacks > ferry: con asserted firm", "Hamas attacks > two sailors: con asserted firm"],
    ),
    ("A raid on ferries by Hamas angered sailors.", ["Hamas attacks > ferries by Hamas: con asserted firm"]),
    (
        "The kidnapping of two nurses by Hamas angered Japan.",
        [
            "Hamas attacks > two nurses: con asserted firm",
            "Japan criticizes > kidnapping of two nurses by Hamas: con asserted firm",
        ],
    ),
    ("The kidnapping of two nurses angered Japan.", ["Japan criticizes > kidnapping of two nurses: con asserted firm"]),
    ("Raids blamed on Hamas have killed shepherds.", ["Hamas attacks > shepherds: con asserted firm"]),
    ("Critics blamed the delay on Hamas.", []),
    ("The bridge was built with the help of Japan.", ["Japan provides > help of Japan: pro asserted firm"]),
    ("The bridge was not built with the help of Japan.", []),
    ("Olaf Scholz visited Narendra Modi in hospital.", ["Olaf Scholz meets > Narendra Modi: neutral asserted firm"]),
    ("Olaf Scholz visited a lighthouse.", []),
    ("Norwegian troops entered the valley.", ["Norway deploys > valley: neutral asserted firm"]),
    ("Norway entered the contest.", []),
    ("A Turkish court found two editors guilty.", ["Turkish court sanctions > two editors guilty: con asserted firm"]),
    ("A Turkish court found the editor not guilty.", []),
    ("The release of ten sailors by Chad ended the dispute.", ["Chad yields > ten sailors: pro asserted firm"]),
    (
        "Narendra Modi and Olaf Scholz discussed fish during talks in Oslo.",
        [
            "Narendra Modi consults > fish: neutral asserted firm",
            "Olaf Scholz consults > fish: neutral asserted firm",
            "Narendra Modi consults > Olaf Scholz: neutral asserted firm",
            "Olaf Scholz consults > Narendra Modi: neutral asserted firm",
        ],
    ),
    ("Narendra Modi and Olaf Scholz sang at a meeting of the council.", []),
    ("Ten shepherds were killed in clashes with Hamas.", ["Hamas attacks > Ten shepherds: con asserted firm"]),
    ("Ten shepherds were killed in traffic with Hamas.", []),
    ("Modi is in Tokyo for talks with Olaf Scholz.", ["Narendra Modi consults > Olaf Scholz: neutral asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[case[0] for case in TOLD])
def test_deeds_in_passing(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert sorted(lines(extractor, text)) == sorted(expected)


PHRASES = [
    ("Norway kept Belarus out of the games.", ["Norway sanctions > Belarus: con asserted firm"]),
    ("Norway will not keep Belarus out of the games.", ["Norway rulesOut > Belarus: con asserted firm"]),
    ("If Norway keeps Belarus out of the games, Chile will protest.", []),
    ("Norway kept out of the dispute.", ["Norway rulesOut > dispute: con asserted firm"]),
    ("Japan excluded Peru from the talks.", ["Japan sanctions > Peru: con asserted firm"]),
    ("Japan excluded a war.", ["Japan rulesOut > war: con asserted firm"]),
    ("Canada struck the bank off its sanctions list.", ["Canada yields > bank: pro asserted firm"]),
    ("Canada may put the bank on its sanctions list.", ["Canada sanctions > bank: con possible soft"]),
    ("Hungary took the European Commission to court.", ["Hungary sanctions > European Commission: con asserted firm"]),
    ("Nigeria drove Boko Haram out of the town.", ["Nigeria attacks > Boko Haram: con asserted firm"]),
    ("Lula pulled his party out of the coalition.", ["Luiz Inacio Lula da Silva yields > coalition: pro asserted firm"]),
    ("Chad attacked the ship with drones.", ["Chad attacks > ship: con asserted firm"]),
    ("Peru blamed the deal with Chile on the envoy.", ["Peru criticizes > envoy: con asserted firm"]),
    ("Peru, for its part, called for a truce.", ["Peru demands > truce: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[case[0] for case in PHRASES])
def test_some_verbs_say_it_with_a_phrase(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [f for f in lines(extractor, text) if " cooperates " not in f]
    assert found == expected


CRAFT = [
    ("Turkish jets bombed the depot.", ["Turkey attacks > depot: con asserted firm"]),
    ("Turkish coast guard ships rammed a trawler.", ["Turkey attacks > trawler: con asserted firm"]),
    ("Turkish jets may have bombed the depot.", ["Turkey attacks > depot: con possible soft"]),
    ("A Turkish jet crashed, killing two farmers.", []),
    ("A Turkish boat hit a reef.", []),
    ("Turkish jets did not bomb the depot.", []),
]


@pytest.mark.parametrize(("text", "expected"), CRAFT, ids=[case[0] for case in CRAFT])
def test_whose_jets_they_were(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


ANSWERS = [
    ("Turkey answered the raid with strikes on two camps.", ["Turkey attacks > two camps: con asserted firm"]),
    ("Turkey hit back with tariffs on Greek ships.", ["Turkey sanctions > Greek ships: con asserted firm"]),
    ("Turkey will respond with a raid on the camp.", ["Turkey attacks > camp: con future soft"]),
    ("Turkey threatened to respond with a raid on the camp.", []),
    ("Turkey met with anger over strikes on the camp.", []),
]


@pytest.mark.parametrize(("text", "expected"), ANSWERS, ids=[case[0] for case in ANSWERS])
def test_what_somebody_answers_with(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [f for f in lines(extractor, text) if " threatens " not in f] == expected


RATES = [
    ("Canada lifted the tariff on steel to 50 percent.", "Canada sanctions > tariff on steel: con asserted firm"),
    ("Canada lifted the duty on steel from 10 to 25 per cent.", "Canada sanctions > duty on steel: con asserted firm"),
    ("Canada lifted the tariff on steel to help Japan.", "Canada yields > tariff on steel: pro asserted firm"),
    ("Canada cut its tariffs on steel.", "Canada yields > tariffs on steel: pro asserted firm"),
    ("Canada imposed a tariff of 50 percent on Japan.", "Canada sanctions > Japan: con asserted firm"),
    ("Canada could impose a tariff of 50 percent on Japan.", "Canada sanctions > Japan: con possible soft"),
]


@pytest.mark.parametrize(("text", "expected"), RATES, ids=[case[0] for case in RATES])
def test_rates_go_up_and_down(extractor: Extractor, text: str, expected: str) -> None:
    found = lines(extractor, text)
    assert len(found) == 1
    assert found[0].startswith(expected.rpartition(": ")[0])
    assert found[0].endswith(expected.rpartition(": ")[2])


SENT = [
    ("Norway will send tanks to Chad.", ["Norway provides > tanks to Chad: pro future soft"]),
    ("Norway did not send tanks to Chad.", ["Norway provides > tanks to Chad: con asserted soft"]),
    ("Norway sent tanks into the valley.", ["Norway deploys > tanks into the valley: neutral asserted firm"]),
    ("Norway sent troops to Chad.", ["Norway deploys > troops to Chad: neutral asserted firm"]),
    ("Iran fired a missile into the sea.", ["Iran deploys > missile into the sea: neutral asserted firm"]),
    ("Iran fired two missiles.", ["Iran deploys > two missiles: neutral asserted firm"]),
    ("Iran may fire two missiles.", ["Iran deploys > two missiles: neutral possible soft"]),
    ("Iran fired two missiles at Oman.", ["Iran attacks > Oman: con asserted firm"]),
    ("Israel dropped leaflets on the town.", []),
    ("Israel dropped bombs on the town.", ["Israel attacks > town: con asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), SENT, ids=[case[0] for case in SENT])
def test_what_is_sent_and_fired(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


SHARED = [
    (
        "Japan condemned Iran's role in arming the rebels.",
        ["Japan criticizes > Iran's role in arming the rebels: con asserted firm", "Iran provides > rebels: pro asserted firm"],
    ),
    ("Iran denied its role in arming the rebels.", ["Iran rejects > role in arming the rebels: con asserted firm"]),
    (
        "Putin signed a decree imposing sanctions on Poland.",
        [
            "Vladimir Putin accepts > decree imposing sanctions on Poland: pro asserted firm",
            "Vladimir Putin sanctions > Poland: con asserted firm",
        ],
    ),
    (
        "The African Union is considering a draft resolution that backs the plan.",
        ["African Union considers > draft resolution that backs the plan: neutral asserted firm"],
    ),
    (
        "Erdogan thanked his host, Vladimir Putin.",
        [
            "Recep Tayyip Erdogan supports > Vladimir Putin: pro asserted firm",
            "Vladimir Putin hosts > his: neutral asserted firm",
        ],
    ),
    ("Lula welcomed Emmanuel Macron.", ["Luiz Inacio Lula da Silva hosts > Emmanuel Macron: neutral asserted firm"]),
    ("Chad insists on keeping control of the valley.", ["Chad demands > keeping control of the valley: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), SHARED, ids=[case[0] for case in SHARED])
def test_who_has_a_share_in_it(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


def test_the_host_of_others_talks(extractor: Extractor) -> None:
    found = lines(extractor, "Oman hosted talks between Chad and Libya.")
    assert "Oman hosts > talks between Chad and Libya: neutral asserted firm" in found
    assert "Chad consults > Libya: neutral asserted firm" in found


def test_what_somebody_called_it_is_what_it_was(extractor: Extractor) -> None:
    found = lines(extractor, "India carried out strikes on what it called terrorist camps in Chad.")
    assert found == ["India attacks > terrorist camps in Chad: con asserted firm"]


def test_a_truce_of_days_is_declared_not_the_days(extractor: Extractor) -> None:
    found = lines(extractor, "Kenya rejected a truce of ten days that Chad declared for the summit.")
    assert "Chad pledges > truce of ten days: pro asserted firm" in found
    assert not [f for f in found if f.startswith("Chad states")]


def test_rebels_that_move_in(extractor: Extractor) -> None:
    assert lines(extractor, "The Taliban entered Kabul.") == ["Taliban deploys > Kabul: neutral asserted firm"]
    assert lines(extractor, "The Taliban entered the race.") == []


GAMES = [
    ("Kenya leads Ghana 2-0 in the series.", []),
    ("Kenya defeated Ghana in the final of the Africa Cup.", []),
    ("Kenya defeated Ghana in the war.", ["Kenya attacks > Ghana: con asserted firm"]),
    ("Kenya hosts Ghana in a friendly match.", []),
]


@pytest.mark.parametrize(("text", "expected"), GAMES, ids=[case[0] for case in GAMES])
def test_games_are_no_deeds(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert lines(extractor, text) == expected


WHOSE = [
    (
        "Lula announced the agreement of Chad and Libya to free the prisoners.",
        [
            "Chad accepts > free the prisoners: pro asserted firm by Luiz Inacio Lula da Silva",
            "Libya accepts > free the prisoners: pro asserted firm by Luiz Inacio Lula da Silva",
        ],
    ),
    ("Lula voiced the fear of war.", ["Luiz Inacio Lula da Silva warns > war: con asserted firm"]),
    ("Erdogan attacked the decision.", ["Recep Tayyip Erdogan criticizes > decision: con asserted firm"]),
    ("Turkey attacked the convoy.", ["Turkey attacks > convoy: con asserted firm"]),
    ("Kenya ended its cooperation with Oman.", ["Kenya opposes > cooperation with Oman: con asserted firm"]),
    ("Kenya submitted a letter to Oman.", None),
    ("Oman clouded Kenya's relations with Peru.", []),
    ("Kenya has friendly relations with Peru.", ["Kenya cooperates > Peru: pro asserted firm"]),
    ("Croatia hopes to join NATO.", ["Croatia expects > join NATO: neutral future soft"]),
    ("Croatia will join NATO.", ["Croatia cooperates > NATO: pro future soft"]),
    (
        "Kenya recalled its envoy to protest against the raid.",
        ["Kenya sanctions > envoy: con asserted firm", "Kenya opposes > raid: con asserted firm"],
    ),
    ("Norway passed the files on to Chad.", ["Norway provides > files: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE, ids=[case[0] for case in WHOSE])
def test_whose_stance_and_what_becomes_of_it(extractor: Extractor, text: str, expected: list[str] | None) -> None:
    found = lines(extractor, text)
    assert found == expected or (expected is None and not [f for f in found if " accepts " in f])


AIMED = [
    ("Norway imposed sanctions targeting Belarus.", ["Norway sanctions > Belarus: con asserted firm"]),
    ("Norway may impose sanctions aimed at Belarus.", ["Norway sanctions > Belarus: con possible soft"]),
    ("Norway ruled out sanctions aimed at raising the price.", ["Norway rulesOut > sanctions: con asserted firm"]),
    ("A bombing claimed by the Taliban killed two guards.", ["Taliban attacks > two guards: con asserted firm"]),
    ("A bombing condemned by the Taliban killed two guards.", ["Taliban criticizes > bombing: con asserted firm"]),
    ("Norway tried to force Chad to free the envoys.", []),
    ("Norway managed to force Chad to free the envoys.", ["Chad yields > envoys: pro asserted firm"]),
    (
        "Belarus dismissed the EU-imposed sanctions on Lukashenko.",
        [
            "Belarus rejects > EU-imposed sanctions on Lukashenko: con asserted firm",
            "European Union sanctions > Lukashenko: con asserted firm",
        ],
    ),
    ("Belarus dismissed sanctions on Lukashenko.", ["Belarus rejects > sanctions on Lukashenko: con asserted firm"]),
    ("French troops left Chad.", ["France yields > Chad: pro asserted firm"]),
    ("Emmanuel Macron left Chad.", []),
    ("China downgraded its ties with Peru.", ["China sanctions > ties with Peru: con asserted firm"]),
    ("Lula signed an order for the ban.", ["Luiz Inacio Lula da Silva accepts > order for the ban: pro asserted firm"]),
]


@pytest.mark.parametrize(("text", "expected"), AIMED, ids=[case[0] for case in AIMED])
def test_whom_it_is_meant_for_and_whether_it_came_true(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = lines(extractor, text)
    assert [f.replace(" aimed at raising the price", "") for f in found] == expected


APART = [
    ("Oslo had not, as of Monday, agreed to the plan.", ["Norway rejects con asserted"]),
    ("Oslo had, as of Monday, agreed to the plan.", ["Norway accepts pro asserted"]),
    ("Oslo has not, so far, agreed to the plan.", ["Norway rejects con asserted"]),
    ("Oslo did not, in the end, reject the plan.", ["Norway accepts pro possible"]),
    ("Oslo had not answered and rejected the plan.", ["Norway rejects con asserted"]),
]


@pytest.mark.parametrize(("text", "expected"), APART, ids=[case[0] for case in APART])
def test_a_negation_parted_from_its_verb_is_kept(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [f"{s.subject.label} {s.relation} {s.polarity} {s.modality}" for s in read(extractor, text).statements]
    assert [line for line in found if "accepts" in line or "rejects" in line] == expected


MET = [
    (
        "Danish minister Ann Bach and her Swedish and Finnish counterparts, Peter Lund and Maria Holm, met in Oslo.",
        {("Ann Bach", "Peter Lund"), ("Ann Bach", "Maria Holm"), ("Peter Lund", "Maria Holm")},
    ),
    (
        "Ann Bach met her Swedish and Finnish counterparts, Peter Lund and Maria Holm.",
        {("Ann Bach", "Peter Lund"), ("Ann Bach", "Maria Holm")},
    ),
    ("Ann Bach met with Peter Lund, then with Maria Holm.", {("Ann Bach", "Peter Lund"), ("Ann Bach", "Maria Holm")}),
    ("Ann Bach met with Peter Lund with Maria Holm.", {("Ann Bach", "Peter Lund")}),
    ("Ann Bach met her Swedish and Finnish counterparts.", {("Ann Bach", "Sweden"), ("Ann Bach", "Finland")}),
]


@pytest.mark.parametrize(("text", "pairs"), MET, ids=[case[0] for case in MET])
def test_each_whom_one_meets_is_named(extractor: Extractor, text: str, pairs: set[tuple[str, str]]) -> None:
    found = [(s.subject.label, s.object.label) for s in read(extractor, text).statements if s.relation == "meets"]
    assert {tuple(sorted(pair)) for pair in found} == {tuple(sorted(pair)) for pair in pairs}
    assert len(found) == len(pairs)


def test_two_words_of_a_sentence_mean_two_groups(extractor: Extractor) -> None:
    text = (
        "Hezbollah shelled the town. NATO rejected the plan.\n\n"
        "The alliance came to Beirut to stop Hezbollah after the group seized Tyre."
    )
    assert "Hezbollah" in {s.subject.label for s in read(extractor, text).statements if s.relation == "controls"}


LISTED = [
    ("Oslo concluded that the pact is void, does not comply with the charter and breaks the law.", False),
    ("Oslo said the pact is void and rejected the charter.", True),
]


@pytest.mark.parametrize(("text", "own"), LISTED, ids=[case[0] for case in LISTED])
def test_a_list_in_what_was_said_is_not_what_the_speaker_does(extractor: Extractor, text: str, own: bool) -> None:
    found = [s for s in read(extractor, text).statements if s.object.text == "charter"]
    assert bool(found) is own


NO_JOURNEY = ["came to power in 2003", "returned to the negotiating table", "went to war", "came to an agreement"]


@pytest.mark.parametrize("words", NO_JOURNEY)
def test_who_comes_to_power_makes_no_visit(extractor: Extractor, words: str) -> None:
    assert not [s for s in read(extractor, f"Juma Otieno {words}.").statements if s.relation == "visits"]


def test_a_capital_under_control_is_a_city(extractor: Extractor) -> None:
    for text in ("Sanaa is under Houthi control.", "Sanaa fell under Houthi control."):
        assert [(s.subject.label, s.object.label) for s in read(extractor, text).statements] == [("Houthis", "Sanaa")]
    assert "Russia" in {s.subject.label for s in read(extractor, "Moscow is under pressure but rejected the plan.").statements}


FIRED = [
    ("Libya fired rockets targeting Chad.", ["attacks con asserted"]),
    ("Libya may launch missiles targeting Chad.", ["attacks con possible"]),
    ("Libya did not launch missiles targeting Chad.", []),
    ("Libya bought missiles targeting Chad.", []),
]


@pytest.mark.parametrize(("text", "expected"), FIRED, ids=[case[0] for case in FIRED])
def test_what_rockets_hit_is_hit_by_who_fires_them(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [s for s in read(extractor, text).statements if s.object.label == "Chad" and s.relation == "attacks"]
    assert [f"{s.relation} {s.polarity} {s.modality}" for s in found] == expected
