"""Verbs that say who does what their infinitive tells; read by `extract.grammar`.

Source: the classes of object and subject control of Sag and Pollard (1991), and verbs that address somebody by a preposition.
"""

OBJECT_CONTROL = frozenset(
    {
        "ask", "urge", "tell", "order", "force", "compel", "require", "want", "invite", "encourage", "allow", "permit",
        "enable", "help", "persuade", "convince", "advise", "warn", "instruct", "command", "request", "beg", "press",
        "pressure", "lead", "cause", "prompt", "expect", "call", "appeal", "bind", "oblige", "commit", "authorize",
        "forbid", "get", "push", "prevent", "stop", "ban", "prohibit", "bar", "keep", "dissuade", "discourage", "accuse",
        "blame", "see", "hear", "prepare", "select", "choose", "nominate", "designate", "mandate", "entrust",
    }
)  # fmt: skip
SUBJECT_CONTROL = frozenset({"promise", "pledge", "vow", "swear", "threaten", "offer", "guarantee"})
ADDRESSING = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "look": ("to",),
    "plead": ("with",),
    "prevail": ("on", "upon"),
    "rely": ("on",),
}
# Verbs whose object does what an infinitive tells that stands apart from it: "prepared his aide, a novice, to lead".
REQUESTING = frozenset(
    {
        "ask", "urge", "tell", "order", "force", "compel", "require", "invite", "encourage", "allow", "permit", "enable",
        "persuade", "convince", "advise", "instruct", "command", "request", "beg", "pressure", "oblige", "authorize",
        "prepare", "groom", "mandate",
    }
)  # fmt: skip
# Verbs whose object has done what "for" and a gerund tell: "condemned them for breaking it".
JUDGING_FOR = frozenset(
    """accuse admire admonish applaud apprehend arrest attack bash berate blame blast bless castigate censure charge chastise
    chide commend compliment condemn congratulate convict criticise criticize decry denounce deride detain excuse execute
    expel fault fine forgive hail honor honour impeach indict jail lambast lambaste laud mock pardon penalise penalize
    praise prosecute punish rebuke reprimand reproach reprove reward ridicule salute sanction scold sentence slam sue
    suspend thank upbraid""".split()
)
# Nouns that ask somebody.
ASKING = frozenset(
    {
        "appeal", "call", "request", "invitation", "plea", "order", "instruction", "recommendation", "warning",
        "exhortation",
    }
)  # fmt: skip
# Who judges an intention does not have it: "supported the decision to meet".
JUDGING = frozenset(
    {
        "support", "welcome", "oppose", "reject", "consider", "condemn", "criticize", "criticise", "back", "endorse",
        "discuss", "note", "approve", "applaud", "regret", "deplore", "denounce", "favour", "favor", "study", "examine",
        "recall", "mention", "hail", "praise", "question", "resist", "debate", "review", "commend",
    }
)  # fmt: skip
# Nouns whose owner is who does what their infinitive tells.
PLANNING = frozenset(
    {
        "plan", "decision", "intention", "intent", "move", "effort", "attempt", "bid", "threat", "promise", "pledge",
        "offer", "proposal", "vow", "commitment", "willingness", "readiness", "refusal", "failure", "push", "drive",
        "campaign", "desire", "wish", "resolve", "determination", "agreement", "right", "ability", "vote", "obligation",
        "unwillingness", "reluctance", "policy", "duty", "responsibility", "aim", "goal", "objective", "task", "initiative",
    }
)  # fmt: skip
