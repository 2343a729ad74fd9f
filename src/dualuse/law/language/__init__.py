"""The language of the law: conditions in three values, provisions with their effects, and the facts they speak of."""
