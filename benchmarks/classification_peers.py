"""Simple retrieval, for comparison: what a search engine gives over the same text without anything of ours."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

import tantivy

from dualuse.sources.annex.text import AnnexText

Ranks = Callable[[str], list[str]]


def peers(text: AnnexText) -> Iterator[tuple[str, Ranks]]:
    """Search engines that are installed, each over whole entries or over lines with those they hang on."""
    yield "tantivy, whole entries", tantivy_ranks(entries_of(text))
    yield "tantivy, lines", tantivy_ranks(lines_of(text))
    if importlib.util.find_spec("bm25s") and importlib.util.find_spec("Stemmer"):
        yield "bm25s, whole entries", bm25s_ranks(entries_of(text))


def entries_of(text: AnnexText) -> list[tuple[str, str]]:
    """Each entry with all its words."""
    whole: dict[str, list[str]] = {}
    for line in text.lines:
        if line.entry:
            whole.setdefault(line.entry, []).append(line.text)
    return [(entry, " ".join(texts)) for entry, texts in whole.items()]


def lines_of(text: AnnexText) -> list[tuple[str, str]]:
    """Each line with the provisions it hangs on."""
    own = {line.path: line.text for line in reversed(text.lines) if line.kind == "provision"}
    lines: list[tuple[str, str]] = []
    for line in text.lines:
        parts = line.path.split(".")
        above = [own.get(".".join(parts[:length]), "") for length in range(1, len(parts))]
        lines.append((line.entry, " ".join([*above, line.text])))
    return lines


def tantivy_ranks(documents: list[tuple[str, str]]) -> Ranks:
    """BM25 of tantivy with its English stemmer."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    schema.add_text_field("entry", stored=True, tokenizer_name="raw")
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for entry, words in documents:
        writer.add_document(tantivy.Document(text=words, entry=entry))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranks(text: str) -> list[str]:
        words = "".join(character if character.isalnum() else " " for character in text.lower())
        query, _ = index.parse_query_lenient(words, ["text"])
        hits = searcher.search(query, 100).hits
        entries = (str(searcher.doc(address)["entry"][0]) for _, address in hits)
        return list(dict.fromkeys(entries))[:5]

    return ranks


def bm25s_ranks(documents: list[tuple[str, str]]) -> Ranks:
    """BM25 of bm25s with the Snowball stemmer."""
    bm25s: Any = importlib.import_module("bm25s")
    stemmer = importlib.import_module("Stemmer").Stemmer("english")
    retriever = bm25s.BM25()
    texts = [words for _, words in documents]
    retriever.index(
        bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )

    def ranks(text: str) -> list[str]:
        query = bm25s.tokenize([text], stopwords="en", stemmer=stemmer, show_progress=False)
        retrieved, _ = retriever.retrieve(query, k=5, show_progress=False)
        return [documents[int(number)][0] for number in retrieved[0]]

    return ranks
