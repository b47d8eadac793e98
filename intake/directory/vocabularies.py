"""The words in which other directories say what this one says: terms of the house for HSDS, and data.inclusion v1.

Source: DOMAIN 11; data.inclusion vocabularies `thematiques`, `publics`, `frais`, `modes_accueil`, `modes_mobilisation`.
"""

from __future__ import annotations

import re
import uuid

from .enums import Need

SPACE = uuid.UUID("6f7c1c1e-6f1b-5d0e-9a53-3f8f4f1a2026")
#: What may be known or not known about whom a service takes.
FLAGS = (
    "undocumented", "no_identity", "no_insurance", "animals", "couples", "women_only", "minors", "wheelchair", "free",
)
NEEDS_TAXONOMY, FLAGS_TAXONOMY = "centre-needs", "centre-conditions"

#: A need -> the theme of data.inclusion nearest to it.
THEMES: dict[str, str] = {
    Need.SHELTER: "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
    Need.HOUSING: "logement-hebergement--louer-un-logement",
    Need.HEALTH: "sante--acces-aux-soins",
    Need.SUBSTITUTION: "sante--addictions",
    Need.HARM_REDUCTION: "sante--addictions",
    Need.MENTAL: "sante--sante-mentale",
    Need.RIGHTS: "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
    Need.PAPERS: "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    Need.HYGIENE: "equipement-et-alimentation--habillement",
    Need.WORK: "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs",
    Need.YOUTH: "remobilisation--lien-social",
    Need.EMERGENCY: "sante--acces-aux-soins",
}
#: A condition -> the audience of data.inclusion that it opens the door to.
AUDIENCES = {"women_only": "femmes", "minors": "jeunes", "undocumented": "personnes-exilees", "wheelchair": "personnes-en-situation-de-handicap"}
EVERYBODY = "tous-publics"
FREE, PAID = "gratuit", "payant"
ON_SITE, FROM_AFAR = "en-presentiel", "a-distance"
BY_PHONE, BY_MAIL, BY_COMING = "telephoner", "envoyer-un-courriel", "se-presenter"

_JUSTICE = re.compile(
    r"\b(police|politie|politiezone|parquet|parket|procureur|prosecutor|tribunal|rechtbank|justice|justitie|"
    r"gendarmerie|court|probation|justitiehuis)\b", re.IGNORECASE,
)


def is_justice(name: str) -> bool:
    """Whether the name of an organisation says police or justice: on the safe side, such a one is told nothing."""
    return bool(_JUSTICE.search(name))


def term(taxonomy: str, code: str) -> str:
    """The number that a term of the house has in every file it writes."""
    return str(uuid.uuid5(SPACE, f"{taxonomy}/{code}"))


#: Number of a term -> the need it stands for; number of a term -> the condition.
NEED_TERMS = {term(NEEDS_TAXONOMY, code): code for code in Need.values}
FLAG_TERMS = {term(FLAGS_TAXONOMY, code): code for code in FLAGS}
