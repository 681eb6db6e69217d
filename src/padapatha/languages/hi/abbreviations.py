"""Hindi abbreviations: words that keep their dot, names of letters, and words with a colon instead of visarga.

Abbreviations that are also words without a dot (जन, ली, से, मेज) are excluded, except कि, which cannot end a sentence.
The lists cover the dotted forms of the treebank HDTB (v1, first part) and of the training part of IL-NER.
"""

from __future__ import annotations

from padapatha.languages.rows import words

# Names of the Latin letters, as used for initials: के. पी. सिंह
LETTER_NAMES = words("ए बी सी डी ई एफ एफ़ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई वाय जेड ज़ेड")

# Letters that are not words (न and व are words), but number lists and abbreviate names: क. ख.
LONE_LETTERS = words("क ख ग घ च छ ज झ ट ठ ड ढ त थ द ध प फ ब भ म य र ल श ष स ह अ उ")

# Words shortened with a dot: titles, money and units, references, companies, districts, degrees, months
SHORTENED = words(
    "डॉ डा प्रो श्री सुश्री श्रीमती कु मि स्व पं मो मु ठा चौ इंजी एड एडवो लेफ्टि कैप्ट ब्रि पू",
    "रु रू कि मी सेमी किमी मिमी ग्रा किग्रा घं",
    "सं क्र नं पृ अनु खं उदा इत्या वि हि ई.पू ता",
    "लि लिमि प्रा कं मर्या जि फिल टेक फर सित अक्टू अक्तू दिस",
)

# Latin abbreviations that occur in Hindi prose
LATIN_SHORTENED = words(
    "Dr Mr Mrs Ms Prof Rs St Jr Sr Inc Ltd Co Corp Pvt No Nos vs etc Gen Gov Lt Col Capt Fig Vol pp Ph.D"
)

# Parts of the names of degrees, after a letter and a dot (बी.एड., एम.फिल.; B.Ed.) and before one (पीएच.डी., LL.B.)
DEGREES = words("एड एलएड एससी एस्सी टेक कॉम काम फिल फ़िल फार्मा फ़ार्मा फार्म आर्क लिब लिट वोक डिज़ाइन लिट्")
DEGREE_BEGINS = words("पीएच एलएल डिप पीजी")
LATIN_DEGREES = words("Ed El Sc Tech Com Phil Arch Pharm Pharma Lib Lit Litt Voc Des Mus Stat Agr Hons D B M A S")
LATIN_DEGREE_BEGINS = words("Ph LL Dip PG")

# Units that a superscript may follow (किमी²)
SQUARED = words("मी किमी सेमी मिमी मीटर किलोमीटर फीट फ़ीट फुट इंच")

# Adverbs and numerals that end in visarga (अतः) and are often typed with a colon (अत:)
COLON_ENDS = words(
    "अत पुन प्रात प्राय क्रमश शब्दश अक्षरश अंतत अन्तत स्वत संभवत सम्भवत विशेषत मूलत पूर्णत मुख्यत सामान्यत",
    "वस्तुत अंशत साधारणत अधिकांशत फलत छ नम",
)

# First parts of words with visarga inside (दुःख), which are also typed with a colon (दु:ख)
COLON_INSIDE = words("दु नि अंत अन्त पुन प्रात")
