"""Orders that have nothing to do with learning, and talk of the model about itself and what it was told."""

import re
from collections.abc import Iterator

from bot.writer.checks.faults import Fault, Part

_GIVEN_AWAY = (
    r"(?:passwords?|passwort\w*|contraseña\w*|credit cards?|card numbers?|bank (?:account|details)|private keys?"
    r"|api keys?"
    r"|seed phrases?|wallets?|log-?ins?\b|credentials|(?:verification|one-time|security|login|access|backup) codes?"
    r"|(?:discord|bot|access|login|account|user|auth) tokens?|your tokens?|2fa|gift cards?|bitcoins?|crypto"
    r"|phone numbers?|home address|social security)"
)
ORDERS = (
    rf"\b(?:send|share|post|paste|give|dm|forward|reveal|tell|provide|submit|schick\w*|sende\w*|enter|type|confirm)\b"
    rf"[^.!?]{{0,40}}\b{_GIVEN_AWAY}",
    r"\b(?:send|pay|transfer|donate|wire|deposit|venmo|überweis\w*|schick\w*)\b[^.!?]{0,30}"
    r"\b(?:to me\b|me\b|us\b|money\b|geld\b|paypal|crypto|bitcoins?)",
    r"\bclick(?:ing)? (?:here|this|that|on (?:this|the|my)|the link|below)|\bklick\w* (?:hier|auf (?:den|diesen))",
    r"\b(?:visit|follow|open|use|try|besuch\w*)\s(?:this|that|my|our|the|unsere\w*|diese\w*)\s(?:\w+\s)?(?:link"
    r"|web ?site|site"
    r"|url|invite|discord|server|telegram|qr code|seite)\b",
    r"\bjoin (?:my|our|this|the following) (?:\w+ )?(?:server|discord|channel|group|telegram|club)",
    r"\b(?:download|install|run|execute)\s(?:this|my|our|the attached|the following|the file)\b[^.!?]{0,20}"
    r"|\b\w+\.(?:exe|apk|bat|msi|scr|dmg|ps1)\b|\brm -rf\b|\bsudo\b|\bcurl\b[^.!?]*\b(?:sh|bash)\b",
    r"\b(?:disable|turn off|switch off)[^.!?]{0,20}\b(?:anti-?virus|firewall|two-factor|2fa|defender)",
    r"\b(?:dm|pm|message|contact|write to|e-?mail|text|call|whatsapp|reach out to|schreib\w*)\s(?:me|us|him|her|mir"
    r"|uns)\b",
    r"\b(?:contact|message|write|ask|add|find|meet)\b[^.!?]{0,30}\bon (?:telegram|whatsapp|signal|instagram|snapchat"
    r"|wechat)",
)
"""What nobody is told who asks how to learn: what is given away, paid, clicked, joined or run."""
ABOUT_ITSELF = (
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b(?! (?:engineer|researcher|developer"
    r"|beginner))",
    r"\bi(?:'m| am) (?:only |just )?an? (?:ai|bot|chat ?bot|(?:large )?language model|llm|assistant|virtual)\b",
    r"\bmy (?:system |hidden |initial )?(?:instructions?|prompts?|rules|guidelines|programming|training data|creators?"
    r"|developers?)\b",
    r"\bi (?:was|am|have been|'ve been|'m) (?:told|instructed|given|trained|programmed|prompted|ordered|not allowed"
    r"|forbidden)\b",
    r"\b(?:ignor\w+|disregard\w*|forget\w*|override)\b[^.!?]{0,40}\b(?:instructions?|rules|prompts?|guidelines|restrictions"
    r"|anweisung\w*|regeln|vorgaben)\b",
    r"\bdo not pick\b|\bdeveloper mode\b",
    r"\bals (?:eine? )?(?:ki|sprachmodell|bot)\b|\bmeine? (?:anweisung\w*|regeln|vorgaben|systemprompt)",
    r"\bcomo (?:una? )?(?:ia|modelo de lenguaje|modelo de linguagem)\b|\bmis instrucciones\b|\bminhas instruções\b",
    r"\ben tant qu['’ei]+\s?(?:ia|modèle)|\bmes (?:instructions|consignes)\b",
    r"作为(?:一个|一名)?\s?(?:AI|人工智能|语言模型|大模型)|忽略.{0,12}(?:指令|规则|提示)|系统提示|我的(?:指令|规则|提示词)",
    r"\bкак (?:ии|языковая модель|искусственный интеллект)\b|\bмои (?:инструкции|правила)\b"
    r"|игнорир\w+.{0,20}(?:инструкц|правил)",
)
"""What a model says of itself and of what it was told."""
TOLD = r"\bsystem ?-?prompts?\b|\bsystem message\b|\bas an? (?:llm|chat ?bot|bot|assistant)\b|\bword limit\b"
"""Words of the same that are subjects as well, so that our texts may say them."""
_ORDER = re.compile("|".join(f"(?:{pattern})" for pattern in ORDERS), re.IGNORECASE)
_ITSELF = re.compile("|".join(f"(?:{pattern})" for pattern in ABOUT_ITSELF), re.IGNORECASE)
_TOLD = re.compile(TOLD, re.IGNORECASE)


def orders(part: Part, known: str) -> Iterator[Fault]:
    """Orders in this part that do not belong there, and talk about itself, unless our texts say the same."""
    text, said = part.text.replace("’", "'"), known.casefold()
    for found in _ORDER.finditer(text):
        if found[0].casefold() not in said:
            yield part.fault("order", found[0], "is no advice on learning; leave it out")
    for found in (*_ITSELF.finditer(text), *_TOLD.finditer(text)):
        if _ITSELF.match(found[0]) or found[0].casefold() not in said:
            yield part.fault("order", found[0], "speaks of yourself or your rules; leave it out")
