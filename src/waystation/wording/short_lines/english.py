"""English words and what they mean to the reader of short lines: tables only.

Each table maps a meaning to the phrases that carry it, parted by bars. `senses` in `lexicon` turns them around.
A word that stands nowhere here is not passed over: it makes the reader ask.
"""

from __future__ import annotations

__all__ = ["ENGLISH", "NUMBERS", "WEEKDAYS"]

NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
WEEKDAYS = (
    "mondays|monday|mon",
    "tuesday|tues|tue",
    "wednesday|weds|wed",
    "thursday|thurs|thur|thu",
    "friday|fri",
    "saturday|sat",
    "sunday|sun",
)

ENGLISH: dict[str, dict[str, str]] = {
    # what is seen
    "what": {
        "police": "police|cops|cop|policeman|policemen|police officer|police officers|policewomen|polis|officers",
        "soldiers": "soldiers|soldier|troops|army|military|army men|sldrs",
        "patrol": "patrol|patrols|foot patrol|police patrol|army patrol|patrol boat",
        "border guards": "border guards|border guard|guards|guard|border police|border patrol|frontier guards",
        "dogs": "dogs|dog|sniffer dogs|guard dogs",
        "checkpoint": "checkpoint|check point|checkpoints|roadblock|roadblocks|road block|road blocks",
        "drone": "drone|drones",
        "helicopter": "helicopter|helicopters|chopper",
        "police car": "police car|police cars|police van|police vans|police truck|squad car|squad cars",
        "police boat": "police boat|police boats|patrol boats",
        "army truck": "army truck|army trucks|military truck|military trucks|army vehicles|army jeeps|army jeep",
        "slave catchers": "slave catchers|slave catcher|catchers",
        "bandits": "bandits|robbers",
        "informer": "informer|informers|snitch|informant|informants",
        "strangers": "strangers|stranger",
        "men": "men|man",
        "searchlight": "searchlight|searchlights",
    },
    # how an attempt ended; several with a slash: it may be any of them
    "outcome": {
        "arrived": (
            "delivered|arrived|arrived safely|arrived safe|made it|made it across|crossed|crossed over|are across|"
            "is across|all across|all arrived|completed|deliver|arrive|cross|make it|made the crossing|dropped off|"
            "dropped them off|dropped us off|reached the other side|got there|got here|crossed ok"
        ),
        "back": (
            "turned back|turned around|turned round|came back|come back|gave up|gave it up|went back|sent back|"
            "pushed back|had to turn back|had to turn around|had to come back|aborted|called off|driven back|"
            "were turned back|forced back|returned without crossing|bailed"
        ),
        "harm": (
            "hurt|injured|wounded|drowned|died|dead|killed|shot|broke her leg|broke his leg|broke a leg|"
            "broke an arm|swept away|badly hurt|broken leg|fell and was hurt"
        ),
        "caught": (
            "caught|got caught|arrested|were arrested|seized|detained|nabbed|busted|captured|apprehended|"
            "caught by the police|taken by the police|taken by police|picked up by police|picked up by the police|"
            "taken by soldiers|taken by the soldiers|grabbed by police|nicked"
        ),
        "betrayed": (
            "sold|sold out|sold them out|sold us out|betrayed|turned in|turned them in|turned us in|informed on|"
            "ratted out|ratted on|handed over to the police|handed them over to the police|handed to the police|"
            "handed them to the police|handed us to the police|sold to the police|double crossed|"
            "reported them to the police|turned over to the police|snitched on|grassed on|"
            "gave them up to the police|gave up to the police|denounced"
        ),
        "arrived/betrayed": "handed over|handed them over|handed us over|turned over|turned them over",
        "back/betrayed": "gave them up|gave us up",
        "arrived/back": "returned",
        "caught/arrived": "picked up|picked them up|picked us up|taken|were taken|got taken|was taken|took them",
        "caught/back/late": "stopped|were stopped|was stopped|got stopped|blocked",
        "harm/caught": "lost|were lost|was lost|missing|disappeared|gone missing|vanished",
        "failed": "failed|failed to deliver|failed to arrive|failed to cross|couldnt cross|couldnt deliver",
    },
    "turn": {"turn": "turned|turn"},
    "sell": {"sell": "sold"},
    "move": {"move": "got|brought|took|led|carried|ferried|moved|walked|rowed|drove|smuggled|guided|bring|get"},
    "way": {"over": "across|over|through|to the other side|over there|home|thru|accross|acros"},
    "late": {"late": "late|delayed|delay|behind|behind schedule|overdue|held up|too late|l8"},
    "kept": {"kept": "kept faith|kept his word|kept her word|kept their word|kept the deal|kept|kept trust"},
    "broken": {"broken": "broke faith|broke his word|broke her word|broken|broke the deal|broke trust|broke"},
    "temptation": {"temptation": "temptation"},
    # conditions, their levels, and how they move
    "concept": {
        "river": "river|the water|water|water level|river level|rvr|riv",
        "police": "police strength|police presence|police level",
        "rain": "rain in the hills",
        "guards": "border guards|guards|border guard",
        "patrol": "patrol",
        "weather": "weather",
        "ice": "ice",
    },
    "level": {
        "low": "low|shallow|very low|real low",
        "high": "high|very high|too high|really high|real high|v high|so high",
        "flood": (
            "flood|flooded|flooding|in flood|floods|floodwater|overflowing|burst its banks|over its banks|in spate"
        ),
        "normal": "normal|as usual|usual|as normal|back to normal",
        "quiet": "quiet|calm|very quiet|all quiet|relaxed",
        "alert": "alert|on alert|high alert|on high alert|alerted|on the alert|full alert",
        "dry": "dry|no rain",
        "rain": "rain|raining|rainy|heavy rain|raining hard|pouring|raining heavily|bucketing down",
        "away": "away",
        "near": "near|close|nearby|close by",
        "fresh": "fresh|newly rotated|new guards",
        "settled": "settled",
        "clear": "clear",
        "snow": "snow|snowing|snowy|heavy snow|snowing hard",
        "hunt": "hunt|hunting",
        "holiday": "holiday",
        "open": "open|ice free",
        "running": "running",
    },
    "weaklevel": {"high": "hi"},
    "trend": {
        "trend": (
            "rising|rise|rises|risen|rose|up|falling|fallen|fell|down|dropping|drop|dropped|fall|drops|falls|"
            "going up|going down|coming up|higher|lower|swollen|still rising|rising fast|worse|better|"
            "going down fast|waist deep|knee deep|bad|ok now"
        ),
    },
    # where
    "placekind": {
        "hub": "hub|station|bus hub|bus station|bus terminal|terminal|bus stop|train station|market|depot|bus depot",
        "safe_house": "safe house|safehouse|shelter|the house|house",
        "crossing": "crossing|crossing point|riverbank|river bank|border strip",
        "camp": "camp",
        "sanctuary": "sanctuary",
    },
    "mode": {
        "ford": "ford|the ford|fording|wading",
        "boat": "boat|ferry|the boat|boat crossing|ferry crossing",
        "bus": "bus|coach",
        "train": "train",
        "air": "flight|plane",
        "crossing": "river crossing|border crossing",
    },
    "near": {
        "near": (
            "near|at|by|around|close to|next to|outside|inside|on|in|opposite|behind the|along|across from|"
            "in front of|close by|just past|past|under|below|above|beside|@|near to|nr|n r"
        ),
    },
    "between": {"between": "between"},
    "to": {"to": "to|towards|into|onto|for"},
    # who
    "role": {
        "guide": "guide",
        "driver": "driver|cabbie",
        "boatman": "boatman|ferryman|boat man|rower",
        "host": "host|hostess",
        "official": "official",
    },
    "person": {
        "person": (
            "villager|villagers|farmer|fisherman|fishermen|monk|pastor|priest|neighbour|neighbor|shopkeeper|cousin|"
            "uncle|aunt|auntie|traveller|traveler|grandmother|grandma|mother|father|son|daughter|girl|boy|teacher|"
            "nun|nurse|doctor|trader|hunter|herder|contact|locals|local|radio|news|bus driver|taxi driver|"
            "shop owner|old man|old woman|relative|brother|sister|wife|husband|friend|colleague|trucker"
        ),
    },
    "self": {"self": "i|me|myself|my own eyes|with my own eyes|we|self|ourselves|us here"},
    "group": {
        "group": (
            "group|the group|them|us|everyone|everybody|all of them|all of us|the family|family|they|party|"
            "the party|the others|our people|all|whole group|the whole group|whole family|the whole family|both"
        ),
    },
    "people": {
        "people": (
            "a family|a group|another family|another group|people|ppl|persons|women|woman|kids|children|child|"
            "travellers|travelers|souls|pax|heads|refugees|guests|passengers|pple|peeps|folks|folk"
        ),
    },
    # who told it
    "from": {
        "from": (
            "from|via|per|according to|acc to|acc|told by|source|src|reported by|said by|info from|word from|"
            "news from|as told by|call from|msg from|message from|fr|frm|seen by|as per|passed on by"
        ),
    },
    "origin": {
        "origin": (
            "heard from|heard it from|who heard it from|heard this from|had it from|has it from|who has it from|"
            "who had it from|got it from|who got it from|heard via|he heard it from|she heard it from|"
            "i heard it from|i heard from|heard frm|originally from|he has it from|she has it from|heard by way of|"
            "told him by|hearing it from|heard that from"
        ),
    },
    "say": {
        "say": (
            "says|said|told me|tells me|tells us|told us|reports|reported|called|texted|wrote|rang|confirms|phoned|"
            "messaged|says that|said that|reports that|just called|just called says|called to say|called and said|"
            "called said|sez|told|writes|just said|just texted|confirmed|calls"
        ),
    },
    "see": {"see": "saw|seen|spotted|counted|noticed|have seen|has seen|sees|observed|just saw|sighted"},
    "be": {
        "be": (
            "there are|there is|theres|there were|there was|are|is|were|was|have been|been|be|we have|weve got|"
            "it is|its|i am|being"
        ),
    },
    "was": {"was": "was|were|there were|there was|used to be|has been|had been|got very|got"},
    "stand": {
        "stand": (
            "watching|waiting|standing|posted|parked|passing|checking papers|checking ids|searching|patrolling|"
            "walking|sitting|camped|set up|new|stationed|standing around|hanging around|passed|came|came by|"
            "stopping cars|stopping buses|with torches|with flashlights|armed|in uniform|plain clothes|plainclothes|"
            "on foot|on motorbikes|checking passengers|sweeping|moving around|with guns|with rifles|uniformed"
        ),
    },
    "by": {"by": "by"},
    "with": {"with": "with|w"},
    # money
    "pay": {
        "agreed": "agreed|agreed on|agreed to|agrees|agreed with|settled on|deal|shook on|agreed price|agreed fee",
        "paid": "paid|payed|payd|gave|transferred|wired|paid out|sent money|handed|advance|paid off|sent",
        "held": "held|holding|held back|withheld|holding back|keeping back|held for|on hold|in escrow",
        "released": "released|paid out the rest|release of|let go of",
    },
    "got": {"got": "received|was paid|were paid|got paid|has been paid|been paid"},
    "currency": {
        "USD": "usd|$|dollar|dollars|bucks|us dollars|us$|us $",
        "EUR": "eur|€|euro|euros",
        "THB": "baht|thb|฿",
        "CNY": "yuan|cny|rmb|¥",
        "KRW": "won|krw|₩",
        "LAK": "kip|lak",
        "VND": "dong|vnd",
        "GBP": "pounds|gbp|£",
    },
    # units and measures
    "hours": {"hours": "h|hr|hrs|hour|hours"},
    "minutes": {"minutes": "m|min|mins|minute|minutes"},
    "days": {"days": "d|day|days"},
    "times": {"times": "times|x|groups|families|trips|runs|jobs|engagements|deliveries|group of people"},
    "thousand": {"thousand": "k|thousand|grand"},
    "hundred": {"hundred": "hundred"},
    "of": {"of": "of"},
    "vague": {
        "vague": (
            "some|several|a few|few|many|lots of|lots|a lot of|loads of|dozens of|dozens|plenty of|couple|"
            "a couple of|a couple|a bunch of|more|extra|a group of|a handful of|too many"
        ),
    },
    "about": {
        "about": (
            "about|around|approx|approximately|roughly|circa|ca|~|at least|up to|over|more than|less than|almost|"
            "nearly|some|at most|under"
        ),
    },
    # what makes a line something other than a plain report
    "flag": {
        "negation": (
            "not|no|never|none|nobody|anyone|anybody|anything|no one|without|neither|nor|didnt|doesnt|dont|wasnt|"
            "werent|isnt|arent|aint|cant|cannot|couldnt|hasnt|havent|hadnt|nothing|no sign of|gone|no longer|wont|"
            "wouldnt|shouldnt|refused|refused to|cancelled|canceled|free of|instead|instead of|false|untrue|wrong|"
            "denies|denied|stop|zero|failed to|cleared|left|hardly|yet|nope|nah|fake|lie|lied|lies|except|unable|"
            "unable to|anymore|any more"
        ),
        "future": (
            "will|ll|gonna|going to|tomorrow|tmrw|tmr|tomorow|soon|next|later|expected|expect|expects|expecting|"
            "planning|plan|plans|planned|should|about to|would|shall|tomorrow night|tomorrow morning|hope|hopes|"
            "hopefully|coming|on the way|on their way|forecast|leaving|tonight will|wants|want|promises|promised|"
            "intends|in time|until|till|awaiting|due|supposed to|going|scheduled|to be|hoping|ready to|must|need|"
            "needs|have to|has to|weekend plan|sometime"
        ),
        "conditional": (
            "if|unless|in case|once|whether|when|whenever|otherwise|as soon as|assuming|provided|suppose|say if|"
            "else|then|even if|were to|only if|as long as"
        ),
        "question": (
            "any|what|where|who|when|why|how|which|whats|wheres|whos|hows|has anyone|do you|did you|are there|"
            "is there|are they|is he|is she|can you|could you|tell me|let me know|any news|ask|wonder|wondering|"
            "check"
        ),
        "hedge": (
            "maybe|perhaps|possibly|probably|might|may|could|i think|i guess|think|guess|seems|seemed|apparently|"
            "supposedly|reportedly|allegedly|rumour|rumor|rumours|rumors|not sure|unsure|likely|looks like|"
            "i believe|believe|believes|thinks|almost|nearly|tried to|tried|attempted|attempted to|wanted to|wanted|"
            "feels like|could be|might be|may be|suspect|suspects|suspected|seem|pretend|pretended|i suppose|prob|"
            "probs|mb|dunno|idk|feel|afraid|fear|worried|worry|dreamt|dreamed|dream|imagine|as if|like|hear|used to"
        ),
        "joke": "lol|lmao|haha|hahaha|hehe|jk|joking|kidding|just kidding|joke|rofl|xd",
        "drill": "drill|exercise|example|e g|eg|test|testing|practice|rehearsal|hypothetical|scenario",
        "instruction": (
            "pay|give|send|wait|call|go|tell|dont go|avoid|release|hold|watch out|beware|careful|be careful|"
            "remember|make sure|take|cross|deliver|agree|bring them|stay|hide|move on|ask for"
        ),
        "doubt": "than|compared|both|either|or|asks|asked|asking|demands|demanded|demanding|owes|owed|owe",
    },
    # what suggests a grade
    "suggest": {
        "B1": "confirmed|definitely|certain|for sure|sure|verified|100 percent|certainly|100%",
        "A1": "myself|with my own eyes",
        "F6": "unconfirmed|dont know how reliable|unverified",
    },
    # what may be passed over
    "fill": {
        "": (
            "leg|the|a|an|of|did|does|do|and|it|its|that|this|hi|hello|hey|ok|okay|pls|plz|thx|thanks|thank you|"
            "sorry|urgent|asap|fyi|just|very|so|really|well|yes|yeah|yep|again|still|also|too|here|there|"
            "pastor here|update|news|report|please|sir|madam|dear|mr|mrs|ms|miss|my|our|his|her|their|your|he|she|"
            "him|at|in|on|to|for|which|who|as|today now|right|quite|already|finally|at last|good evening|"
            "good morning|good night|morning all|please note|warning|attention|alert all|dude|man alive|only|"
            "up there|down there|some|had|has|have|got|been|then|grade|graded|rated|reliability|info|msg|message|"
            "total|in total|all in all|altogether|exactly|god|thank god|omg|ugh|safely|ok thx|tysm|ty|btw|all ok|"
            "all good|fine|all fine|as of|side|level|levels|heads up|headsup|breaking|important|note|unfortunately|"
            "sadly|luckily|alas|fully|each other|road|area|point|time|away now|in person|personally|group|"
            "safe and sound|alive|well done|great|good news|bad news|long|now"
        ),
    },
}
