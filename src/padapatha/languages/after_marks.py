"""Parts of regular expressions for all languages: what stands behind the final mark of a sentence and belongs to it.

These are verse numbers, marks of notes, emoji and emoticons, beside closing quotation marks and brackets.
"""

from __future__ import annotations

from padapatha.languages.characters import DANDAS, EMOJI, FLAG_LETTERS, GLUE, MARKS, SUPERSCRIPTS

# Pictures of feelings and things; not the arrows, boxes, circles, hands and numbers that begin an item of a list
_FEELINGS = (
    "\u203c\u2049\u2600-\u2604\u2607-\u260f\u2613-\u2619\u2620-\u265f\u2668-\u26a9\u26ac-\u26ff\u2702-\u2704"
    "\u2706-\u270d\u2728\u2744\u2753-\u2757\u2763\u2764\u2b50\u2b55\U0001f300-\U0001f3fa\U0001f400-\U0001f448"
    "\U0001f44a-\U0001f4cb\U0001f4ce-\U0001f517\U0001f519-\U0001f531\U0001f53e-\U0001f7df\U0001f7f0-\U0001faff"
)
_PICTURE = f"(?:[{FLAG_LETTERS}]{{2}}|[{_FEELINGS}])"

# :-) also behind a word; the others behind none, and the heart only where it is not "less than three"
EMOTICON = (
    rf"[:;=]['’]?-\)(?!\w)|(?<![\w{MARKS}(\[])(?:[:;=]['’]?-[(DPpO/|]|[:;]['’]?[()DPp]|=\))(?!\w)"
    rf"|<3(?=\s*+(?:[{DANDAS}!?<:;{EMOJI}]|\Z))"
)

_NUMBER = r"[(\[]?\d{1,4}(?:\s?[-–—.,:/।|]\s?\d{1,4}){0,4}[)\]]?"
_OPENS, _CLOSES = "(?:॥|।।|।॥)", "(?:॥|।।?)"
# ॥ २.४७ ॥ with or without its second mark, ।१।, and ||5|| with bars instead of dandas
MARKED_NUMBER = rf"{_OPENS}(?:\s*+{_NUMBER}\s*+{_CLOSES})++|{_OPENS}\s*+{_NUMBER}\Z|।\d{{1,3}}।|\|\|{_NUMBER}\|\|"
VERSE_NUMBER = rf"{MARKED_NUMBER}|\|\|?\s?{_NUMBER}\s?\|\|?\Z"  # at the end of a paragraph one bar is enough

_LABEL = r"(?:\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,5}|[^\W\d_])"
ITEM_AT_HEAD = rf"\({_LABEL}\)|\[{_LABEL}\]|{_PICTURE}"  # the text is a list: the next of these begins the next item

_MARK = rf"[{DANDAS}?!.…{GLUE}]|\s*+[”’»›)\]}}]|[\"'“‘«](?=[\"'”’»›)\]}}{DANDAS}?!.,]|\s|\Z)"
_SIGN = rf"[*†‡]++(?=[\s\"'”’»›)\]}}\[]|\Z)|[{SUPERSCRIPTS}]++|{_PICTURE}|(?<=\u200d)[{EMOJI}]|\s*+(?:{EMOTICON})"
_NOTE = rf"\[[^\[\]{DANDAS}?!]{{1,40}}\]|\([\d*†‡]{{1,3}}\)|\s++\[{_LABEL}\](?!\w)|\s*+{_PICTURE}"

# Further marks, closing brackets and quotation marks (also after a space), and quotation marks of any shape that cannot
# open because white space or a closing mark follows; and all of the above
CLOSERS = rf"(?:\s*+(?:{VERSE_NUMBER})|{_MARK}|{_SIGN}|{_NOTE})*+"
CLOSERS_OF_ITEM = rf"(?:\s*+(?:{VERSE_NUMBER})|{_MARK}|{_SIGN})*+"
