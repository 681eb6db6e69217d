"""The flow: each stage is a plain, pure function from document to document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from padapatha.languages import Language, language
from padapatha.model import Document, Sentence, Token
from padapatha.romanise import romanise
from padapatha.segment import paragraph_spans, sentence_spans
from padapatha.sentence_ids import sentence_id
from padapatha.text import to_nfc
from padapatha.tokenise import token_spans
from padapatha.values import EMPTY, comment_line, escape, with_comment, with_misc, with_space_after


def normalise(document: Document) -> Document:
    """Bring the text to NFC, on which all offsets are counted; intake has made sure that this changes nothing."""
    return replace(document, text=to_nfc(document.text))


def segment(document: Document, *, sentence: int = 1, paragraph: int = 1) -> Document:
    """Cut the text into sentences, numbered through the document, with the paragraph named where it begins.

    A text that is the further part of a document goes on from the numbers given.
    """
    paragraphs = {start: number for number, (start, _) in enumerate(paragraph_spans(document.text), paragraph)}
    sentences = []
    for number, (start, end) in enumerate(sentence_spans(document.text, language(document.language)), sentence):
        name = sentence_id(document.id, number)
        comments = [comment_line("sent_id", name), comment_line("text", document.text[start:end])]
        if start in paragraphs:
            comments.insert(0, comment_line("newpar id", f"{document.id}-p{paragraphs[start]}"))
        if number == 1:
            comments.insert(0, comment_line("newdoc id", document.id))
        sentences.append(Sentence(tuple(comments), start=start))
    return document.with_sentences(tuple(sentences))


def sentence_at_place(document: Document, span: tuple[int, int], name: str, begins_in: Sentence) -> Sentence:
    """Cut another sentence than the rules: called ``name``, a new paragraph where the rules' sentence begins one."""
    start, end = span
    comments = [comment_line("sent_id", name), comment_line("text", document.text[start:end])]
    for key in ("newpar id", "newdoc id") if start == begins_in.start else ():
        value = begins_in.comment(key)
        comments = [comment_line(key, value), *comments] if value else comments
    return Sentence(tuple(comments), start=start)


def tokenise(document: Document) -> Document:
    """Cut every sentence into tokens; the white space after each is spelt in MISC where it is not one space."""
    here = language(document.language)
    return document.with_sentences(
        replace(sentence, tokens=tuple(_tokens(document.text, sentence, here))) for sentence in document.sentences
    )


def _tokens(text: str, sentence: Sentence, here: Language) -> Iterator[Token]:
    spans = token_spans(sentence.text, here)
    for number, (start, end) in enumerate(spans, 1):
        space = sentence.text[end : spans[number][0]] if number < len(spans) else space_behind(text, sentence.end)
        yield Token(number, sentence.text[start:end], misc=with_space_after(EMPTY, space))


def space_behind(text: str, end: int) -> str:
    """The white space after the last token of a sentence: one space or none; how much, the document's offsets say."""
    following = text[end : end + 1]
    return "" if following and not following.isspace() else " "


def transliterate(document: Document) -> Document:
    """Add the romanisation of every sentence (``# translit``), form (``Translit``) and lemma (``LTranslit``)."""
    here = language(document.language)
    return document.with_sentences(_romanised(sentence, here) for sentence in document.sentences)


def _romanised(sentence: Sentence, here: Language) -> Sentence:
    comments = with_comment(sentence.comments, "translit", romanise(sentence.text, here))
    tokens = tuple(replace(token, misc=_with_translit(token, here)) for token in sentence.tokens)
    return replace(sentence, comments=comments, tokens=tokens)


def _with_translit(token: Token, here: Language) -> str:
    misc = with_misc(token.misc, "Translit", escape(romanise(token.form, here)))
    lemma = None if token.lemma == EMPTY else escape(romanise(token.lemma, here))
    return with_misc(misc, "LTranslit", lemma)
