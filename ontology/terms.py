"""Provisional."""
from dataclasses import dataclass
from typing import Final

NAMESPACE: Final = "https://w3id.org/quoth/ns#"
DATA: Final = "https://w3id.org/quoth/id/"
DOCUMENT: Final = "https://w3id.org/quoth/ns#Document"
SENTENCE: Final = "https://w3id.org/quoth/ns#Sentence"
EVENT: Final = "https://w3id.org/quoth/ns#Event"
CLAIM: Final = "https://w3id.org/quoth/ns#Claim"
EVIDENCE: Final = "https://w3id.org/quoth/ns#Evidence"
OCCURRENCE: Final = "https://w3id.org/quoth/ns#Occurrence"
PERSON: Final = "https://w3id.org/quoth/ns#Person"
STATE: Final = "https://w3id.org/quoth/ns#State"
ORGANIZATION: Final = "https://w3id.org/quoth/ns#Organization"
GROUP: Final = "https://w3id.org/quoth/ns#Group"
PLACE: Final = "https://w3id.org/quoth/ns#Place"
INSTRUMENT: Final = "https://w3id.org/quoth/ns#Instrument"
NAMED_EVENT: Final = "https://w3id.org/quoth/ns#NamedEvent"
ABOUT: Final = "https://w3id.org/quoth/ns#about"
ACTUAL: Final = "https://w3id.org/quoth/ns#actual"
AGENT: Final = "https://w3id.org/quoth/ns#agent"
ANONYMOUS: Final = "https://w3id.org/quoth/ns#anonymous"
AT_PLACE: Final = "https://w3id.org/quoth/ns#place"
CODE: Final = "https://w3id.org/quoth/ns#code"
CONFIDENCE: Final = "https://w3id.org/quoth/ns#confidence"
COVERAGE: Final = "https://w3id.org/quoth/ns#coverage"
CUE: Final = "https://w3id.org/quoth/ns#cue"
DATE: Final = "https://w3id.org/quoth/ns#date"
DCT_CREATOR: Final = "http://purl.org/dc/terms/creator"
DCT_IDENTIFIER: Final = "http://purl.org/dc/terms/identifier"
DCT_ISSUED: Final = "http://purl.org/dc/terms/issued"
DCT_LANGUAGE: Final = "http://purl.org/dc/terms/language"
DCT_PUBLISHER: Final = "http://purl.org/dc/terms/publisher"
DCT_SOURCE: Final = "http://purl.org/dc/terms/source"
DCT_TITLE: Final = "http://purl.org/dc/terms/title"
DEMANDED: Final = "https://w3id.org/quoth/ns#demanded"
DISTANCING: Final = "https://w3id.org/quoth/ns#distancing"
EDTF: Final = "https://w3id.org/quoth/ns#edtf"
END: Final = "https://w3id.org/quoth/ns#end"
ENDORSING: Final = "https://w3id.org/quoth/ns#endorsing"
FULL_TEXT: Final = "https://w3id.org/quoth/ns#fullText"
HAS_EVIDENCE: Final = "https://w3id.org/quoth/ns#evidence"
HOLDER: Final = "https://w3id.org/quoth/ns#holder"
HYPOTHETICAL: Final = "https://w3id.org/quoth/ns#hypothetical"
INDEX: Final = "https://w3id.org/quoth/ns#index"
INTENDED: Final = "https://w3id.org/quoth/ns#intended"
IN_DOCUMENT: Final = "https://w3id.org/quoth/ns#document"
IN_SENTENCE: Final = "https://w3id.org/quoth/ns#sentence"
MODALITY: Final = "https://w3id.org/quoth/ns#modality"
MODEL: Final = "https://w3id.org/quoth/ns#model"
NARRATOR: Final = "https://w3id.org/quoth/ns#narrator"
NEGATIVE: Final = "https://w3id.org/quoth/ns#negative"
NEUTRAL: Final = "https://w3id.org/quoth/ns#neutral"
OA_ANNOTATION: Final = "http://www.w3.org/ns/oa#Annotation"
OA_END: Final = "http://www.w3.org/ns/oa#end"
OA_EXACT: Final = "http://www.w3.org/ns/oa#exact"
OA_HAS_BODY: Final = "http://www.w3.org/ns/oa#hasBody"
OA_HAS_SELECTOR: Final = "http://www.w3.org/ns/oa#hasSelector"
OA_HAS_SOURCE: Final = "http://www.w3.org/ns/oa#hasSource"
OA_HAS_TARGET: Final = "http://www.w3.org/ns/oa#hasTarget"
OA_PREFIX: Final = "http://www.w3.org/ns/oa#prefix"
OA_SPECIFIC_RESOURCE: Final = "http://www.w3.org/ns/oa#SpecificResource"
OA_START: Final = "http://www.w3.org/ns/oa#start"
OA_SUFFIX: Final = "http://www.w3.org/ns/oa#suffix"
OA_TEXT_POSITION_SELECTOR: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
OA_TEXT_QUOTE_SELECTOR: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
OCCURRENCE_OF: Final = "https://w3id.org/quoth/ns#occurrenceOf"
OWL_SAME_AS: Final = "http://www.w3.org/2002/07/owl#sameAs"
POLARITY: Final = "https://w3id.org/quoth/ns#polarity"
POSITIVE: Final = "https://w3id.org/quoth/ns#positive"
PROV_ACTIVITY: Final = "http://www.w3.org/ns/prov#Activity"
PROV_ENTITY: Final = "http://www.w3.org/ns/prov#Entity"
PROV_WAS_GENERATED_BY: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"
RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
REASON: Final = "https://w3id.org/quoth/ns#reason"
RELATION: Final = "https://w3id.org/quoth/ns#relation"
REPORTED_IN: Final = "https://w3id.org/quoth/ns#reportedIn"
RULE: Final = "https://w3id.org/quoth/ns#rule"
SEM_HAS_BEGIN_TIME_STAMP: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/hasBeginTimeStamp"
SEM_HAS_END_TIME_STAMP: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/hasEndTimeStamp"
SETTINGS: Final = "https://w3id.org/quoth/ns#settings"
SHA256: Final = "https://w3id.org/quoth/ns#sha256"
SKIPPED_PART: Final = "https://w3id.org/quoth/ns#SkippedPart"
SKOS_ALT_LABEL: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
SOURCE_SHA256: Final = "https://w3id.org/quoth/ns#sourceSha256"
STANCE: Final = "https://w3id.org/quoth/ns#stance"
START: Final = "https://w3id.org/quoth/ns#start"
TARGET: Final = "https://w3id.org/quoth/ns#target"
TEXT: Final = "https://w3id.org/quoth/ns#text"
THEME: Final = "https://w3id.org/quoth/ns#theme"
THEME_TEXT: Final = "https://w3id.org/quoth/ns#themeText"
TRIGGER: Final = "https://w3id.org/quoth/ns#trigger"
URL: Final = "https://w3id.org/quoth/ns#url"
VERSION: Final = "https://w3id.org/quoth/ns#version"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
XSD_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
XSD_DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
XSD_DECIMAL: Final = "http://www.w3.org/2001/XMLSchema#decimal"
XSD_G_YEAR: Final = "http://www.w3.org/2001/XMLSchema#gYear"
XSD_G_YEAR_MONTH: Final = "http://www.w3.org/2001/XMLSchema#gYearMonth"
XSD_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
PREFIXES: Final = {
    "q": "https://w3id.org/quoth/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "wd": "http://www.wikidata.org/entity/",
}
DIGEST: Final = "https://w3id.org/quoth/ns#digest"
PIPELINE: Final = "https://w3id.org/quoth/ns#pipeline"
VOCABULARY: Final = "https://w3id.org/quoth/ns#vocabulary"

@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    name: str
    iri: str
    edge: str
    object_role: str
    once: bool
    symmetric: bool


RELATIONS: Final = (
    Relation(name="propose", iri="https://w3id.org/quoth/ns#propose", edge="https://w3id.org/quoth/ns#proposes", object_role="theme", once=False, symmetric=False),
    Relation(name="demand", iri="https://w3id.org/quoth/ns#demand", edge="https://w3id.org/quoth/ns#demands", object_role="target", once=False, symmetric=False),
    Relation(name="stipulate", iri="https://w3id.org/quoth/ns#stipulate", edge="https://w3id.org/quoth/ns#stipulates", object_role="theme", once=False, symmetric=False),
    Relation(name="promise", iri="https://w3id.org/quoth/ns#promise", edge="https://w3id.org/quoth/ns#promises", object_role="theme", once=False, symmetric=False),
    Relation(name="threaten", iri="https://w3id.org/quoth/ns#threaten", edge="https://w3id.org/quoth/ns#threatens", object_role="target", once=False, symmetric=False),
    Relation(name="accuse", iri="https://w3id.org/quoth/ns#accuse", edge="https://w3id.org/quoth/ns#accuses", object_role="target", once=False, symmetric=False),
    Relation(name="deny", iri="https://w3id.org/quoth/ns#deny", edge="https://w3id.org/quoth/ns#denys", object_role="target", once=False, symmetric=False),
    Relation(name="support", iri="https://w3id.org/quoth/ns#support", edge="https://w3id.org/quoth/ns#supports", object_role="target", once=False, symmetric=False),
    Relation(name="reject", iri="https://w3id.org/quoth/ns#reject", edge="https://w3id.org/quoth/ns#rejects", object_role="theme", once=False, symmetric=False),
    Relation(name="agree", iri="https://w3id.org/quoth/ns#agree", edge="https://w3id.org/quoth/ns#agrees", object_role="theme", once=False, symmetric=False),
    Relation(name="respond", iri="https://w3id.org/quoth/ns#respond", edge="https://w3id.org/quoth/ns#responds", object_role="theme", once=False, symmetric=False),
    Relation(name="negotiate", iri="https://w3id.org/quoth/ns#negotiate", edge="https://w3id.org/quoth/ns#negotiates", object_role="target", once=False, symmetric=True),
    Relation(name="meet", iri="https://w3id.org/quoth/ns#meet", edge="https://w3id.org/quoth/ns#meets", object_role="target", once=False, symmetric=True),
    Relation(name="mediate", iri="https://w3id.org/quoth/ns#mediate", edge="https://w3id.org/quoth/ns#mediates", object_role="target", once=False, symmetric=False),
    Relation(name="disclose", iri="https://w3id.org/quoth/ns#disclose", edge="https://w3id.org/quoth/ns#discloses", object_role="theme", once=False, symmetric=False),
    Relation(name="sign", iri="https://w3id.org/quoth/ns#sign", edge="https://w3id.org/quoth/ns#signs", object_role="theme", once=True, symmetric=False),
    Relation(name="ratify", iri="https://w3id.org/quoth/ns#ratify", edge="https://w3id.org/quoth/ns#ratifys", object_role="theme", once=True, symmetric=False),
    Relation(name="implement", iri="https://w3id.org/quoth/ns#implement", edge="https://w3id.org/quoth/ns#implements", object_role="theme", once=False, symmetric=False),
    Relation(name="violate", iri="https://w3id.org/quoth/ns#violate", edge="https://w3id.org/quoth/ns#violates", object_role="theme", once=False, symmetric=False),
    Relation(name="withdraw_from", iri="https://w3id.org/quoth/ns#withdraw_from", edge="https://w3id.org/quoth/ns#withdrawsFrom", object_role="theme", once=False, symmetric=False),
    Relation(name="join", iri="https://w3id.org/quoth/ns#join", edge="https://w3id.org/quoth/ns#joins", object_role="theme", once=True, symmetric=False),
    Relation(name="expand", iri="https://w3id.org/quoth/ns#expand", edge="https://w3id.org/quoth/ns#expands", object_role="target", once=False, symmetric=False),
    Relation(name="deploy", iri="https://w3id.org/quoth/ns#deploy", edge="https://w3id.org/quoth/ns#deploys", object_role="target", once=False, symmetric=False),
    Relation(name="mobilize", iri="https://w3id.org/quoth/ns#mobilize", edge="https://w3id.org/quoth/ns#mobilizes", object_role="target", once=False, symmetric=False),
    Relation(name="pull_back", iri="https://w3id.org/quoth/ns#pull_back", edge="https://w3id.org/quoth/ns#pull_backs", object_role="target", once=False, symmetric=False),
    Relation(name="attack", iri="https://w3id.org/quoth/ns#attack", edge="https://w3id.org/quoth/ns#attacks", object_role="target", once=False, symmetric=False),
    Relation(name="annex", iri="https://w3id.org/quoth/ns#annex", edge="https://w3id.org/quoth/ns#annexs", object_role="target", once=True, symmetric=False),
    Relation(name="overthrow", iri="https://w3id.org/quoth/ns#overthrow", edge="https://w3id.org/quoth/ns#overthrows", object_role="target", once=False, symmetric=False),
    Relation(name="sanction", iri="https://w3id.org/quoth/ns#sanction", edge="https://w3id.org/quoth/ns#sanctions", object_role="target", once=False, symmetric=False),
    Relation(name="aid", iri="https://w3id.org/quoth/ns#aid", edge="https://w3id.org/quoth/ns#aids", object_role="target", once=False, symmetric=False),
    Relation(name="cut_ties", iri="https://w3id.org/quoth/ns#cut_ties", edge="https://w3id.org/quoth/ns#cut_tiess", object_role="target", once=False, symmetric=False),
    Relation(name="establish", iri="https://w3id.org/quoth/ns#establish", edge="https://w3id.org/quoth/ns#establishs", object_role="theme", once=True, symmetric=False),
    Relation(name="hold_office", iri="https://w3id.org/quoth/ns#hold_office", edge="https://w3id.org/quoth/ns#hold_offices", object_role="target", once=False, symmetric=False),
    Relation(name="member_of", iri="https://w3id.org/quoth/ns#member_of", edge="https://w3id.org/quoth/ns#member_ofs", object_role="target", once=False, symmetric=False),
    Relation(name="cooperate", iri="https://w3id.org/quoth/ns#cooperate", edge="https://w3id.org/quoth/ns#cooperates", object_role="target", once=False, symmetric=True),
    Relation(name="concede", iri="https://w3id.org/quoth/ns#concede", edge="https://w3id.org/quoth/ns#concedes", object_role="target", once=False, symmetric=False),
    Relation(name="protest", iri="https://w3id.org/quoth/ns#protest", edge="https://w3id.org/quoth/ns#protests", object_role="target", once=False, symmetric=False),
    Relation(name="investigate", iri="https://w3id.org/quoth/ns#investigate", edge="https://w3id.org/quoth/ns#investigates", object_role="target", once=False, symmetric=False),
    Relation(name="coerce", iri="https://w3id.org/quoth/ns#coerce", edge="https://w3id.org/quoth/ns#coerces", object_role="target", once=False, symmetric=False),
    Relation(name="characterize", iri="https://w3id.org/quoth/ns#characterize", edge="https://w3id.org/quoth/ns#characterizes", object_role="theme", once=False, symmetric=False),
)
