"""What layouts are called in templates, in seven languages.

They are English, German, Spanish, French, Portuguese, Italian and Dutch: PowerPoint's own names in
these languages, and what institutions write. Names are compared in lower case, without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "title": r"^title$|title slide|\bcover|titelfolie|titelseite|deckblatt|portada|couverture"
        r"|(diapositiv[ae]|slide) (de )?titul?[or]|diapositive de titre|page de (garde|titre)"
        r"|slide titulo|\bcapa\b|copertina|titolo diapositiva|diapositiva titolo|titeldia|omslag",
        "part": r"^part$|section|divider|chapter|abschnitt|kapitel|zwischen(titel|folie|blatt)"
        r"|trenn(er|folie|blatt)|seccion|capitulo|separador|chapitre|intercalaire|secc?ao"
        r"|sezione|capitolo|sectie|hoofdstuk|tussen(blad|dia|titel)",
        "content": r"^content$|title and (content|text)|titel und (inhalt|text)"
        r"|titulo y (objetos|contenido|texto)|titre et (contenu|texte)"
        r"|titulo e (conteudo|objeto|texto)|titolo e (contenuto|testo)"
        r"|titel en (inhoud|object|tekst)|title, content",
        "two-columns": r"two.(content|column)|2 (content|column)|zwei (inhalte|spalten)"
        r"|zweispaltig|dos (objetos|contenidos|columnas)|deux (contenus|colonnes)"
        r"|do[iu]s (conteudos|objetos)|duas (colunas|partes)|due (contenuti|colonne)"
        r"|twee (objecten|kolommen|inhoud)|inhoud van twee|title, 2 content",
        "text-figure": r"text.(figure|(and|with) (picture|image|photo|figure))"
        r"|(picture|image|photo) (and|with) text|text (und|mit) bild|bild (und|mit) text"
        r"|texto (e|y|con|com) ima|ima\w+ (e|y|con|com) texto|texte (et|avec) image"
        r"|image (et|avec) texte|testo (e|con) immagine|immagine (e|con) testo"
        r"|tekst (en|met) (afbeelding|beeld|foto)|(afbeelding|beeld|foto) (en|met) tekst",
        "full-figure": r"full.(figure|picture|image|photo|bleed)|(big|large) (picture|image|photo)"
        r"|ganzseit|vollbild|grosses bild|imagen (completa|grande)|(image|photo) pleine"
        r"|grande image|imagem (inteira|grande)|immagine (intera|grande|a tutta)"
        r"|(grote|volledige) (afbeelding|foto)|^(picture|image|figure|photo|bild|imagen|imagem"
        r"|immagine|afbeelding)$",
        "quote": r"\bquot|zitat|\bcita|citaat",
        "exercise": r"exercise|activity|your turn|\btask|ubung|aufgabe|ejercicio|actividad|tarea"
        r"|exercice|activite|exercicio|atividade|tarefa|esercizi|attivita|compito|oefening"
        r"|opdracht",
        "solution": r"solution|answer|losung|antwort|solucion|respuesta|reponse|corrige|solucao"
        r"|resposta|soluzion|rispost|oplossing|antwoord",
        "objectives": r"objective|\bgoals?\b|\baims?\b|lernziel|\bziele?\b|objetivo|objectif"
        r"|obiettiv|leerdoel|doelen",
        "questions": r"questions?\b|\bfragen?\b|pregunta|pergunta|domand[ae]|vragen",
        "keypoints": r"key.?points?|summary|takeaway|kernpunkt|kernaussage|zusammenfassung|fazit"
        r"|puntos clave|resumen|points cles|\bresume\b|essentiel|pontos.chave|\bresumo"
        r"|punti chiave|riepilogo|kernpunten|samenvatting",
        "discussion": r"discussion|diskussion|discusion|\bdebat|discussao|discussione|discussie",
        "sources": r"sources|references|bibliograph|quellen|literatur|fuentes|referencias"
        r"|bibliograf|\bfontes\b|\bfonti\b|bronnen",
        "blank": r"^blank$|title only|nur titel|solo el titulo|titre seul|(somente|so|apenas) "
        r"(o )?titulo|solo titolo|alleen titel",
    }
)
_PATTERNS = MappingProxyType({role: re.compile(words) for role, words in _WORDS.items()})


def says(name: str, role: str) -> bool:
    """Say whether a layout's name names a role in any of the languages."""
    return _PATTERNS[role].search(plain(name)) is not None


def plain(name: str) -> str:
    """Return a name in lower case, without accents and without what a copy adds to it."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"^\d+_", "", re.sub(r"\s+", " ", bare)).strip()
