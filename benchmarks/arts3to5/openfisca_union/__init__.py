"""Arts 3 to 5 and EU001 as an OpenFisca country package writes law.

An entity, enumerations, dated parameters, and one variable with a dated formula per paragraph. What several paragraphs
share is a variable of its own, computed once. Formulas hold no text: enumerations are integers, and membership in a
list of places or codes is one look-up in a table of booleans.

OpenFisca knows no unknown: an input that is not set is its default, silently. These rules are therefore the law for
rows in which every fact is known. openfisca-core is under the AGPL-3.0: see ``docs/decisions``.
"""
