"""Who acts without a name? Officials, police and soldiers of the state that a text is about, or of the only one nearby."""

import pytest
from test_extraction import lines, read

from kg.extract.pipeline import Extractor

KENYA = "Kenya closed the border on Monday. Kenyan minister Ann Oduya visited the town.\n\n"
TOLD = [
    (KENYA + "Officials rejected the report.", "Kenya rejects > report: con asserted firm"),
    (KENYA + "Election officials rejected the report.", "Kenya rejects > report: con asserted firm"),
    (KENYA + "Soldiers attacked the village.", "Kenya attacks > village: con asserted firm"),
    (KENYA + "Prosecutors rejected the appeal.", "Kenyan prosecutors rejects > appeal: con asserted firm"),
    (KENYA + "Lawmakers rejected the budget.", "Kenyan lawmakers rejects > budget: con asserted firm"),
    (
        "Kenya and Chad met in Mali.\n\nMalian officials hosted the talks.\n\nOfficials rejected the report.",
        "Mali rejects > report: con asserted firm",
    ),
    (
        "A bomb went off in the Kenyan town of Garissa.\n\nPolice blamed smugglers.",
        "Kenyan police criticizes > smugglers: con asserted firm",
    ),
    (
        "A bomb went off near a market in Nairobi.\n\nAuthorities rejected the claim.",
        "Kenya rejects > claim: con asserted firm",
    ),
    (KENYA + "In Chad, police rejected the claim.", "Chadian police rejects > claim: con asserted firm"),
    (KENYA + "In Chad, officials rejected the claim.", "Chad rejects > claim: con asserted firm"),
    (KENYA + "Kenyan troops fought in Chad as officials rejected the claim.", "Kenya rejects > claim: con asserted firm"),
    (KENYA + "In Chad, soldiers attacked the village.", "Kenya attacks > village: con asserted firm"),
    (
        "The Kenyan army said soldiers attacked the camp.",
        "Kenya attacks > camp: con asserted firm by Kenyan army",
    ),
    ("A Chadian commander said his soldiers attacked the camp.", "Chad attacks > camp: con asserted firm by Chadian commander"),
    ("The presidents of Ghana, Togo and Benin rejected the plan.", "Benin rejects > plan: con asserted firm"),
    ("A joint force of Ghanaian and Togolese troops attacked the camp.", "Togo attacks > camp: con asserted firm"),
    ("Hundreds of Ghanaian soldiers attacked the camp.", "Ghana attacks > camp: con asserted firm"),
    ("The military wing of Hamas rejected the plan.", "Hamas rejects > plan: con asserted firm"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[case[0] for case in TOLD])
def test_whose_officials_and_soldiers_act(extractor: Extractor, text: str, expected: str) -> None:
    assert expected in lines(extractor, text)


OPEN = [
    "Officials rejected the report.",
    "Ghana and Togo signed a pact.\n\nOfficials rejected the report.",
    "Ghana asked NATO for help.\n\nSoldiers attacked the village.",
    KENYA + "Ten soldiers attacked the village.",
    KENYA + "Some officials rejected the report.",
    KENYA + "The soldiers attacked the village.",
    KENYA + "Hospital officials rejected the report.",
    KENYA + "Officials for the games rejected the report.",
    KENYA + "Witnesses say soldiers attacked the village.",
    KENYA + "Minister Ann Oduya said officials rejected the report.",
    "Rebels attacked the village, the Kenyan army said.",
    KENYA + "A court rejected the appeal.",
]


@pytest.mark.parametrize("text", OPEN)
def test_whose_they_are_stays_open(extractor: Extractor, text: str) -> None:
    assert not [s for s in read(extractor, text).statements if s.relation in {"rejects", "attacks"}]


def test_soldiers_that_are_moved_are_no_actor(extractor: Extractor) -> None:
    """They stay a matter to speak of: "US troops won't be deployed"."""
    statements = read(extractor, "Ghana reiterated that Ghanaian soldiers would not be sent to Togo.").statements
    assert all(s.object.type == "Issue" for s in statements)


@pytest.mark.parametrize("outlet", ["CNN", "the BBC", "Danish radio", "a Spanish newspaper"])
def test_an_outlet_is_no_party_of_talks(extractor: Extractor, outlet: str) -> None:
    text = f"Kenyan minister Ann Oduya rejected the report in an interview with {outlet}."
    assert {s.relation for s in read(extractor, text).statements} == {"holdsOffice", "rejects"}


WHO = [
    ("Carla del Moro opened the session.\n\nMs. del Moro rejected the report.", "Carla del Moro rejects > report"),
    (
        "Kenyan President Juma Otieno has received guests, including Ugandan leader Ann Bach.\n\n"
        "The 77-year-old leader rejected the report.",
        "Juma Otieno rejects > report",
    ),
    (
        "Finance Minister Juma Otieno met Prime Minister Ann Bach in Kenya.\n\nThe finance minister rejected the report.",
        "Juma Otieno rejects > report",
    ),
    (
        "Amnesty International met diplomats at the U.N. headquarters.\n\nThe London-based group rejected the report.",
        "Amnesty International rejects > report",
    ),
    (
        "Kenyan minister Juma Otieno praised his brother, Sam Bach.\n\nHis brother rejected the report.",
        "Sam Bach rejects > report",
    ),
    ("Western members of the U.N. Security Council rejected the report.", "the West rejects > report"),
]


@pytest.mark.parametrize(("text", "expected"), WHO, ids=[case[0] for case in WHO])
def test_who_is_meant_by_a_short_name_or_description(extractor: Extractor, text: str, expected: str) -> None:
    found = [line.partition(":")[0] for line in lines(extractor, text)]
    assert [line for line in found if "rejects" in line] == [expected]


NOBODY = [
    "Six retired Kenyan generals rejected the report.",
    "Former Kenyan officials rejected the report.",
    "A group of 20 Kenyan farmers rejected the report.",
    "Juma Otieno praised Sam Bach.\n\nHis brother rejected the report.",
    "US presidents rejected the plan.",
    "A group of Ghanaians rejected the plan.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_who_served_a_state_once_does_not_act_for_it(extractor: Extractor, text: str) -> None:
    assert not [s for s in read(extractor, text).statements if s.relation == "rejects"]


PLACES = [
    ("Kano authorities rejected the report.", ["Kano authorities rejects > report"]),
    ("Dubai authorities rejected the report.", ["Dubai rejects > report"]),
    ("Nairobi authorities rejected the report.", ["Kenya rejects > report"]),
    ("NATO-led forces attacked the camp.", ["NATO leads > NATO-led forces", "NATO attacks > camp"]),
    ("The NATO-led force attacked the camp.", ["NATO leads > NATO-led force", "NATO attacks > camp"]),
    ("A NATO-backed group attacked the camp.", ["NATO supports > NATO-backed group"]),
    ("Kano farmers rejected the report.", []),
    (
        "Danish minister Ann Bach and Swedish minister Per Lund are in Chad holding talks with Mali.",
        ["Ann Bach consults > Mali", "Per Lund consults > Mali"],
    ),
    (
        "Kenya said its troops killed ten rebels after they crossed the border.",
        ["Kenya attacks > ten rebels"],
    ),
    (
        "Kenyan troops say they detained ten rebels.",
        ["Kenya sanctions > ten rebels"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[case[0] for case in PLACES])
def test_who_acts_where_a_place_or_troops_are_named(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [line.partition(":")[0] for line in lines(extractor, text)]
    assert [line for line in found if "holdsOffice" not in line] == expected


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Kenya will vote in May. The Supreme Court rejected the appeal. Kenya is poor.", "Kenyan Supreme Court"),
        ("Brazil will vote in May. The Senate rejected the appeal. Brazil is big.", "Brazilian senate"),
        ("Brazil will vote in May. The Central Bank rejected the appeal. Brazil is big.", "Brazilian central bank"),
        (
            "Kenya criticized the ruling. Washington said the Supreme Court rejected the appeal. Kenya is poor.",
            "US Supreme Court",
        ),
        ("Brazil will vote in May. The US Senate rejected the appeal. Brazil is big.", "US Senate"),
        ("The Supreme Court rejected the appeal.", "US Supreme Court"),
        ("A Turkish criminal court rejected the appeal.", "Turkish criminal court"),
    ],
)
def test_a_body_that_many_states_have_is_of_the_state_that_the_text_is_about(
    extractor: Extractor, text: str, subject: str
) -> None:
    assert [s.subject.label for s in read(extractor, text).statements if s.relation == "rejects"] == [subject]


AGAIN = [
    ("Chad’s junta met on Monday. The generals rejected the report.", ["Chadian junta"]),
    ("Chad’s military government met. Its officials left. The new rulers rejected the report.", ["Chadian junta"]),
    ("Ghana met Mali’s military ruler, Sam Bach, on Monday. The junta rejected the report.", ["Malian junta"]),
    ("Burma’s military regime rejected the report.", ["Myanmar junta"]),
    ("Chadian generals rejected the report.", ["Chad"]),
    ("The generals rejected the report.", []),
    ("Chad’s junta and Mali’s junta met. The generals rejected the report.", []),
    ("Chad’s junta met on Monday. Retired generals rejected the report.", []),
    ("Foreign ministers of the Arab League met in Oslo. The ministers rejected the report.", ["Arab League"]),
    ("EU ministers met in Oslo. Some ministers rejected the report.", []),
    ("EU ministers and Arab League ministers met. The ministers rejected the report.", []),
    ("NATO met in Oslo. The ministers of the alliance rejected the report.", ["NATO"]),
    ("Hamas met Egyptian officials. A spokesman for the group rejected the report.", ["Hamas"]),
    ("A spokesman for Hamas was in Oslo. He rejected the report.", ["Hamas"]),
    ("The ministers rejected the report.", []),
]


@pytest.mark.parametrize(("text", "subjects"), AGAIN, ids=[case[0] for case in AGAIN])
def test_a_plural_or_a_body_means_those_that_the_text_named_before(extractor: Extractor, text: str, subjects: list[str]) -> None:
    assert [s.subject.label for s in read(extractor, text).statements if s.relation == "rejects"] == subjects


TWO = [
    ("Chad and Libya signed a pact. Neither side accepted the report.", "Chad, Libya rejects con"),
    ("Chad and Libya met. Neither of them will support the report.", "Chad, Libya opposes con"),
    ("Chad attacked Libya. Each of them may reject the report.", "Chad, Libya rejects con"),
    ("Chad and Libya met. Both of the countries rejected the report.", "Chad, Libya rejects con"),
    ("Chad and Libya met. Both rejected the report.", "Chad, Libya rejects con"),
    ("Chad and Libya met. Each of the two rejected the report.", "Chad, Libya rejects con"),
    ("The Chad-Libya war goes on. Each side rejected the report.", "Chad, Libya rejects con"),
    ("Talks between the Malian government and Hamas failed. The two sides rejected the report.", "Hamas, Mali rejects con"),
    (
        "Chad attacked Libya. Libya blames Chad. It rained. Aid came late. Nobody came. The road broke. "
        "The two neighbours rejected the report.",
        "Chad, Libya rejects con",
    ),
    (
        "Chad attacked Libya. Libya blames Chad. Mali fears Libya. It rained. Aid came late. Nobody came. The road broke. "
        "The two neighbours rejected the report.",
        "",
    ),
    (
        "Kenyan minister Ann Oduya and Kenyan minister Sam Bach met in Oslo. Both sides rejected the report.",
        "",
    ),
    ("Chad, Libya and Mali met. Each country rejected the report.", ""),
    ("Chad, Libya and Mali met. Both rejected the report.", ""),
    ("Each of the farmers rejected the report.", ""),
]


@pytest.mark.parametrize(("text", "expected"), TWO, ids=[case[0] for case in TWO])
def test_the_two_are_those_that_the_text_speaks_of(extractor: Extractor, text: str, expected: str) -> None:
    found = [s for s in read(extractor, text).statements if s.relation in {"rejects", "opposes", "supports", "accepts"}]
    told = [s for s in found if s.object.text == "report"]
    words = sorted({f"{s.relation} {s.polarity}" for s in told})
    assert " ".join([", ".join(sorted(s.subject.label for s in told)), *words]).strip() == expected


def test_each_does_it_to_the_other(extractor: Extractor) -> None:
    for words in ("Each accuses the other of lying", "Each side blames the other for the raid"):
        found = read(extractor, f"Chad and Libya are at war. {words}.").statements
        assert [(s.subject.label, s.object.label) for s in found] == [("Chad", "Libya"), ("Libya", "Chad")]
    assert all(s.object.type == "Issue" for s in read(extractor, "Chad blamed the other for the raid.").statements)


def test_who_acts_on_both_countries_speaks_for_a_third(extractor: Extractor) -> None:
    text = "Chad rejected the plan. Libyan minister Sam Bach backed it. Kenyan minister Ann Oduya criticised both countries."
    assert {s.object.label for s in read(extractor, text).statements if s.relation == "criticizes"} == {"Chad", "Libya"}


NAMED = [
    ("Kenyan Defence Minister Juma Otieno met Hamas. The Kenyan official rejected the report.", ["Juma Otieno"]),
    ("Kenyan ambassador Ann Oduya met Hamas. The senior Kenyan diplomat rejected the report.", ["Ann Oduya"]),
    (
        "Kenyan Defence Minister Juma Otieno met Kenyan envoy Ann Oduya. The Kenyan official rejected the report.",
        ["Kenyan official"],
    ),
    ("Kenyan Defence Minister Juma Otieno met Hamas. A Kenyan official rejected the report.", ["Kenyan official"]),
    ("Kenyan Defence Minister Juma Otieno met Hamas. The Chadian official rejected the report.", ["Chadian official"]),
    (
        "The leader of the largest opposition party rejected the report. Unity Party leader Ann Oduya spoke in Oslo.",
        ["Ann Oduya"],
    ),
    ("The leader of a party rejected the report. Party leader Ann Oduya met party leader Sam Bach.", []),
    (
        "Kenya’s top security official rejected the report. Kenyan Security Minister Ann Oduya spoke in Oslo.",
        ["Ann Oduya"],
    ),
    (
        "A top Kenyan official rejected the report. Kenyan Security Minister Ann Oduya spoke in Oslo.",
        ["Kenyan official"],
    ),
    ("Industry Minister Sung Yun-mo rejected the report.", ["Sung Yun-mo"]),
    ("Tony Bach-era officials rejected the report.", []),
]


@pytest.mark.parametrize(("text", "subjects"), NAMED, ids=[case[0] for case in NAMED])
def test_a_described_official_is_the_one_that_the_text_names(extractor: Extractor, text: str, subjects: list[str]) -> None:
    assert [s.subject.label for s in read(extractor, text).statements if s.relation == "rejects"] == subjects


SOME = [
    ("Some larger NATO members rejected the report.", ["Some larger NATO members"]),
    ("At least three EU countries may reject the report.", ["At least three EU countries"]),
    ("The report was rejected by several EU governments.", ["Several EU governments"]),
    ("Many EU members, among them Poland and Hungary, rejected the report.", ["Hungary", "Poland"]),
    ("No EU countries rejected the report.", []),
    ("These EU countries rejected the report.", []),
    ("Some countries rejected the report.", []),
    ("Kosovo’s Albanian leaders rejected the report.", []),
    ("Iraq’s Kurdish officials rejected the report.", []),
    ("Iraq’s new officials rejected the report.", ["Iraq"]),
    ("The gunmen were Kenyans who rejected the report.", []),
    ("Kenyans who live in Oslo rejected the report.", []),
    ("The Kenyans, who met in Oslo, rejected the report.", ["Kenya"]),
]


@pytest.mark.parametrize(("text", "subjects"), SOME, ids=[case[0] for case in SOME])
def test_some_members_or_people_are_not_the_whole(extractor: Extractor, text: str, subjects: list[str]) -> None:
    found = read(extractor, text).statements
    assert sorted(s.subject.label for s in found if s.relation in {"rejects", "accepts"}) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The Revolutionary United Front Tigers met. They rejected the report.", []),
        ("The Taliban have met Hamas. They rejected the report.", ["Taliban"]),
        ("Hamas has met envoys in Oslo. They rejected the report.", []),
        ("The Liberation Tigers of Tamil Eelam met in Oslo. They rejected the report.", ["Liberation Tigers of Tamil Eelam"]),
    ],
)
def test_they_are_a_group_with_a_plural_name_or_verb(extractor: Extractor, text: str, subjects: list[str]) -> None:
    assert [s.subject.label for s in read(extractor, text).statements if s.relation == "rejects"] == subjects


THOSE = [
    ("Ann Oduya spoke of Chad and Libya. She said those countries rejected the report.", ["Chad", "Libya"]),
    ("Ann Oduya spoke of Chad and Libya. It rained. Mali left. Those countries rejected the report.", []),
    ("Ann Oduya spoke of Chad and Libya. Those poor countries rejected the report.", []),
    ("NATO blamed Hamas. It said the group rejected the report.", ["Hamas"]),
    ("NATO met in Oslo. The group rejected the report.", ["NATO"]),
    ("Norway’s gas giant Equinor rejected the report.", ["Equinor"]),
    ("The rebel group Ansar Zur rejected the report.", ["Ansar Zur"]),
    ("The group Tuesday rejected the report.", []),
    ("Kenya closed the border. Kenyan troops left. Minister Ann Oduya spoke. Her ministry rejected the report.", ["Kenya"]),
    ("Kenya and Chad met. Minister Ann Oduya spoke. Her ministry rejected the report.", []),
]


@pytest.mark.parametrize(("text", "subjects"), THOSE, ids=[case[0] for case in THOSE])
def test_whom_a_noun_takes_up(extractor: Extractor, text: str, subjects: list[str]) -> None:
    found = read(extractor, text).statements
    assert sorted(s.subject.label for s in found if s.relation == "rejects") == subjects


HOME = "Kenya closed the border. Kenyan troops left Kenya. "
ISSUED = [
    (HOME + "A military statement says Chad rejected the report.", "Kenyan military"),
    (HOME + "A ministry statement says Chad rejected the report.", "Kenya"),
    (HOME + "According to a police statement, Chad rejected the report.", "Kenyan police"),
    (HOME + "A Malian army statement says Chad rejected the report.", "Mali"),
    ("A military statement says Chad rejected the report.", None),
    (HOME + "The army is out. It said Chad rejected the report.", "Kenyan army"),
    ("The NATO report says Mali lies. It says Chad rejected the report.", "NATO"),
    ("The NATO plan failed. It says Chad rejected the report.", None),
    (HOME + "Military authorities said Chad rejected the report.", "Kenya"),
]


@pytest.mark.parametrize(("text", "speaker"), ISSUED, ids=[case[0] for case in ISSUED])
def test_a_body_speaks_in_its_statement(extractor: Extractor, text: str, speaker: str | None) -> None:
    said = [
        s.speaker.label if s.speaker is not None else None for s in read(extractor, text).statements if s.relation == "rejects"
    ]
    assert said == [speaker]


LATER = [
    ("Ann Oduya praised Solomon Islands. The island state rejected the report.", ["Solomon Islands"]),
    ("Croatia met envoys in Oslo. The Balkan country rejected the report.", ["Croatia"]),
    ("Chad and Mali met. The landlocked country rejected the report.", []),
    (
        "Kenyan President Juma Otieno met Chadian President Sam Bach. It rained. Aid came. Nobody left. Troops marched. "
        "The two leaders rejected the report.",
        ["Juma Otieno", "Sam Bach"],
    ),
    (
        "Kenyan President Juma Otieno met Kenyan Prime Minister Sam Bach. It rained. Aid came. Nobody left. Troops marched. "
        "The two leaders rejected the report.",
        [],
    ),
    ("Chad was quick. It rejected the report as Chad’s rivals left.", ["Chad"]),
    ("Kenya met in Oslo. The Liberation Tigers of Tamil Eelam left. It rejected the report.", []),
]


@pytest.mark.parametrize(("text", "subjects"), LATER, ids=[case[0] for case in LATER])
def test_who_is_taken_up_later_in_the_text(extractor: Extractor, text: str, subjects: list[str]) -> None:
    found = read(extractor, text).statements
    assert sorted(s.subject.label for s in found if s.relation == "rejects") == subjects


CROWDS = [
    ("Danish farmers rejected the report.", ["Danish farmers rejects > report"]),
    ("Angry farmers in Denmark rejected the report.", ["Danish farmers rejects > report"]),
    ("Thousands of Danish farmers rejected the report.", ["Danish farmers rejects > report"]),
    ("Farmers in Denmark may reject the report.", ["Danish farmers rejects > report"]),
    ("Danish dairy farmers rejected the report.", []),
    ("Ten Danish farmers rejected the report.", []),
    ("Some Danish farmers rejected the report.", []),
    ("Denmark invited a teacher and two farmers.", []),
    (KENYA + "Farmers rejected the report.", ["Kenyan farmers rejects > report"]),
    (KENYA + "The farmers rejected the report.", []),
    (KENYA + "A number of senators rejected the report.", ["Kenyan senators rejects > report"]),
    ("Human rights groups rejected the report.", ["Human rights groups rejects > report"]),
    ("Danish human rights groups rejected the report.", ["Danish human rights groups rejects > report"]),
    ("A human rights group rejected the report.", ["Human rights group rejects > report"]),
    ("Protesters in Copenhagen rejected the report.", ["Danish protesters rejects > report"]),
    ("Protesters gathered in Copenhagen and rejected the report.", ["Danish protesters rejects > report"]),
    ("Tens of thousands of people marched in Copenhagen to condemn the report.", ["Danish protesters criticizes > report"]),
    ("About 300 people in Copenhagen protested against the report.", ["Danish protesters opposes > report"]),
    ("Thousands of people in Copenhagen read the report and rejected it.", []),
    ("Danish farmers marched through Copenhagen to demand a referendum.", ["Danish farmers demands > referendum"]),
    ("Danish farmers took to the streets to oppose the report.", ["Danish farmers opposes > report"]),
    ("Danish farmers did not march to demand a referendum.", []),
    ("Danish conservatives opposing recognition of Abkhazia filled the hall.", ["Danish conservatives opposes > recognition"]),
]


@pytest.mark.parametrize(("text", "expected"), CROWDS, ids=[case[0] for case in CROWDS])
def test_part_of_a_people_acts(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [line.partition(":")[0] for line in lines(extractor, text) if "Oduya" not in line and "closes" not in line]
    found = [line for line in found if not line.startswith("Kenya ")]
    assert len(found) == len(expected)
    assert all(line.startswith(wanted) for line, wanted in zip(found, expected, strict=True)), found


CARRIED = [
    ("Oslo sent a letter demanding a referendum.", ["demands pro asserted"]),
    ("Oslo will send a letter demanding a referendum.", ["demands pro future"]),
    ("Oslo did not send a letter demanding a referendum.", []),
    ("Has Oslo sent a letter demanding a referendum?", []),
    ("Norwegian farmers carried placards demanding a referendum.", ["demands pro asserted"]),
    ("Norwegian farmers chanted slogans demanding a referendum.", ["demands pro asserted"]),
    ("Norwegian farmers saw trucks demanding a referendum.", []),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED, ids=[case[0] for case in CARRIED])
def test_what_a_document_says_is_as_sure_as_its_sending(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [s for s in read(extractor, text).statements if s.relation == "demands"]
    assert [f"{s.relation} {s.polarity} {s.modality}" for s in found] == expected


PEOPLES = [
    ("Kurdish leaders rejected the law.", ["Kurdish leaders rejects"]),
    ("Kurdish and Sunni lawmakers rejected the law.", ["Kurdish lawmakers rejects", "Sunni lawmakers rejects"]),
    ("Tamil lawmakers in Sri Lanka will not attend the talks.", ["Tamil lawmakers rulesOut"]),
    ("Kurdish leaders may reject the law.", ["Kurdish leaders rejects"]),
    ("Iraqi leaders rejected the law.", ["Iraq rejects"]),
    ("Somali Islamist leaders rejected the law.", []),
    ("Some Kurdish leaders rejected the law.", []),
    ("Several Libyan militias rejected the law.", ["Libyan militias rejects"]),
    ("Two Libyan militias rejected the law.", []),
    ("African leaders rejected the law.", ["African states rejects"]),
    ("The international community rejected the law.", ["international community rejects"]),
    ("World leaders rejected the law.", ["world leaders rejects"]),
    ("World leaders including Angela Merkel rejected the law.", ["Angela Merkel rejects"]),
    ("African countries that use the franc rejected the law.", []),
    ("African countries, which use the franc, rejected the law.", ["African states rejects"]),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLES, ids=[case[0] for case in PEOPLES])
def test_those_of_a_people_or_continent_act(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [f"{s.subject.label} {s.relation}" for s in read(extractor, text).statements]
    assert sorted(found) == expected


SPOKEN = [
    ("Hamas spokesman Sami Dahlan said it had carried out the attack on the port.", ["Hamas attacks asserted"]),
    ("Speaking in Yemen, Hamas spokesman Sami Dahlan said it would release the men.", ["Hamas yields future"]),
    ("Hamas spokesman Sami Dahlan said it would not release the men.", ["Hamas rulesOut asserted"]),
    ("Taliban spokesman Sami Dahlan said they may release the men.", ["Taliban yields possible"]),
    ("A bill passed on Monday. Hamas spokesman Sami Dahlan said it violated the truce.", []),
    ("Oslo bombed the port. Hamas spokesman Sami Dahlan said it had killed ten men.", ["Norway attacks asserted"]),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN, ids=[case[0] for case in SPOKEN])
def test_it_is_the_group_whose_spokesperson_says_so(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [s for s in read(extractor, text).statements if s.speaker is not None]
    assert [f"{s.subject.label} {s.relation} {s.modality}" for s in found] == expected


MEANT = [
    ("Brazil's Congress passed the budget. The Senate rejected the pension bill.", ["Brazilian senate rejects"]),
    ("US officials met. Brazil's army moved. The Senate rejected the pension bill.", ["US Senate rejects"]),
    ('"We reject the plan," said the Speaker of the Kenyan parliament, Ann Oduya.', ["Ann Oduya rejects"]),
    ('"We reject the plan," said Kenyan minister Ann Oduya.', ["Kenya rejects"]),
    ("On Friday, Petra Novak, wife of Prime Minister Jan Kral, rejected the plan.", ["Petra Novak rejects"]),
    ("On Thursday, Amina Yildiz, fiancée of journalist Jamal Bello, rejected the plan.", ["Amina Yildiz rejects"]),
    ("Hamas met in Doha, Al Jazeera reported. The group rejected the plan.", ["Hamas rejects"]),
    ("Al Jazeera aired the tape. The group rejected the plan.", []),
    ("The Sudanese government and the rebels rejected the plan.", ["Sudan rejects", "Sudanese rebels rejects"]),
    ("The Sudanese government met. The rebels rejected the plan.", []),
    ("The Togolese government and the opposition rejected the plan.", ["Togo rejects", "Togolese opposition rejects"]),
    ("A human rights group rejected the plan. The group left.", ["Human rights group rejects"]),
    ("A Togolese rights group rejected the plan.", ["Togolese rights group rejects"]),
    ("A Lyon-based press freedom group rejected the plan.", ["Press freedom group rejects"]),
    ("No human rights group rejected the plan.", []),
    ("Several Togolese MPs rejected the plan.", ["Togolese lawmakers rejects"]),
    ("Two Togolese MPs rejected the plan.", []),
    ("A former Norwegian minister rejected the plan.", ["Norwegian former minister rejects"]),
    ("The French far right rejected the plan.", []),
    ("Libya's rival government rejected the plan.", ["Libyan rival government rejects"]),
    ("Residents of Guam rejected the plan.", ["Guamanian residents rejects"]),
    ("Two residents of Guam rejected the plan.", []),
]


@pytest.mark.parametrize(("text", "expected"), MEANT, ids=[case[0] for case in MEANT])
def test_who_is_meant_by_what_stands_beside(extractor: Extractor, text: str, expected: list[str]) -> None:
    found = [f"{s.subject.label} {s.relation}" for s in read(extractor, text).statements if s.relation == "rejects"]
    assert sorted(found) == expected


GROUND = [
    ("Turkish jets struck Kurdish positions in Iraq.", ["Turkey attacks con"]),
    ("Turkish jets may have struck Kurdish positions in Iraq.", ["Turkey attacks con"]),
    ("Turkey attacked the position of Bern.", ["Turkey criticizes con"]),
    ("Turkish forces began deploying into Iraq.", ["Turkey deploys neutral"]),
]


@pytest.mark.parametrize(("text", "expected"), GROUND, ids=[case[0] for case in GROUND])
def test_troops_strike_positions_on_the_ground(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [f"{s.subject.label} {s.relation} {s.polarity}" for s in read(extractor, text).statements] == expected


FIELDS = [
    ("Kenyan trade and industry minister Ann Oduya left.", ["Kenya"]),
    ("Kenya and industry minister Ann Oduya met.", []),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS, ids=[case[0] for case in FIELDS])
def test_an_office_for_two_fields_is_its_states(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert [s.object.label for s in read(extractor, text).statements if s.relation == "holdsOffice"] == expected
