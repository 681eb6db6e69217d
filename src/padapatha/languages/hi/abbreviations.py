"""Hindi abbreviations: words that keep their dot, the names of letters, words typed with a colon for visarga.

Words that also live without a dot (जन, ली, से, मेज) are left out, save कि, which cannot close a sentence.
The dotted forms of the treebank HDTB (v1, first part) and of IL-NER's training part are covered.
"""

from __future__ import annotations

from padapatha.languages.rows import words

# The names of the Latin letters, as initials are written: के. पी. सिंह
LETTER_NAMES = words("ए बी सी डी ई एफ एफ़ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई वाय जेड ज़ेड")

# Consonants without a vowel sign are no words (न and व are), but they number lists and shorten names: क. ख.
LONE_LETTERS = words("क ख ग घ च छ ज झ ट ठ ड ढ त थ द ध प फ ब भ म य र ल श ष स ह अ उ")

# Words cut short by a dot: titles, money and measures, references, firms, districts, degrees, months
SHORTENED = words(
    "डॉ डा प्रो श्री सुश्री श्रीमती कु मि स्व पं मो मु ठा चौ इंजी एड एडवो लेफ्टि कैप्ट ब्रि पू",
    "रु रू कि मी सेमी किमी मिमी ग्रा किग्रा घं",
    "सं क्र नं पृ अनु खं उदा इत्या वि हि ई.पू ता",
    "लि लिमि प्रा कं मर्या जि फिल टेक फर सित अक्टू अक्तू दिस",
)

# Latin abbreviations met in Hindi prose
LATIN_SHORTENED = words(
    "Dr Mr Mrs Ms Prof Rs St Jr Sr Inc Ltd Co Corp Pvt No Nos vs etc Gen Gov Lt Col Capt Fig Vol pp Ph.D"
)

# Adverbs and numerals that end in visarga (अतः), typed with a colon as often (अत:)
COLON_ENDS = words(
    "अत पुन प्रात प्राय क्रमश शब्दश अक्षरश अंतत अन्तत स्वत संभवत सम्भवत विशेषत मूलत पूर्णत मुख्यत सामान्यत",
    "वस्तुत अंशत साधारणत अधिकांशत फलत छ नम",
)

# First parts of words that have visarga inside (दुःख), typed with a colon as well (दु:ख)
COLON_INSIDE = words("दु नि अंत अन्त पुन प्रात")
