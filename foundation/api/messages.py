"""What a value of a call's body is told where its field doesn't say it: what to send."""

from typing import Any

from rest_framework import fields, serializers

MISSING = {"required", "null", "blank"}
MOMENT = 'Send a time with its zone, such as "2027-03-14T15:00:00Z".'
DAY = 'Send a date, such as "2027-03-14".'
BY_KIND: tuple[tuple[Any, dict[str, str]], ...] = (
    (fields.DateTimeField, dict.fromkeys(("invalid", "date", "make_aware", "overflow"), MOMENT)),
    (fields.DateField, dict.fromkeys(("invalid", "datetime"), DAY)),
    (
        fields.DecimalField,
        {
            "invalid": "Send a number, such as 12.5.",
            "max_string_length": "Send a shorter number.",
            "max_digits": "Send a number of at most {max_digits} digits.",
            "max_whole_digits": "Send at most {max_whole_digits} digits before the decimal point.",
            "max_decimal_places": "Send at most {max_decimal_places} digits after the decimal point.",
        },
    ),
    (
        fields.IntegerField,
        {
            "invalid": "Send a whole number, such as 12.",
            "max_string_length": "Send a shorter number.",
        },
    ),
    (fields.BooleanField, {"invalid": "Send true or false."}),
    (fields.UUIDField, {"invalid": "Send an id, as the record has it."}),
    (fields.EmailField, {"invalid": "Send an email address, such as name@agency.gov."}),
    (
        fields.FileField,
        {
            "empty": "This file is empty. Send another one.",
            "invalid": "Send a file, as multipart/form-data.",
            "no_name": "Send the file with its name.",
        },
    ),
    (
        (fields.ListField, serializers.ListSerializer),
        {"not_a_list": "Send a list in brackets.", "empty": "Send at least one value."},
    ),
    (fields.DictField, {"not_a_dict": "Send an object in braces.", "empty": "Send an object."}),
)
LIMITS = {"min_value": "Send {} or more.", "max_value": "Send {} or less."}
OWN = {
    str(message)
    for kind in (*vars(fields).values(), serializers.ListSerializer)
    if isinstance(kind, type) and issubclass(kind, fields.Field)
    for message in getattr(kind, "default_error_messages", {}).values()
}


def word(field: Any, name: str) -> None:
    """Give a field the messages that it doesn't have: what is missing by name, and what a right value is.

    Arguments:
        field: of an input serializer, with the items of a list.
        name: the value's name in the body.
    """
    said = dict.fromkeys(MISSING, f"Send a value for {name}.")
    said |= next((told for kind, told in BY_KIND if isinstance(field, kind)), {})
    if isinstance(field, fields.ChoiceField):
        said["invalid_choice"] = f"Send one of: {', '.join(map(str, field.choices))}."
    for code, message in said.items():
        if str(field.error_messages.get(code, "")) in OWN:
            field.error_messages[code] = message
    what = "characters" if isinstance(field, fields.CharField) else "values"
    for rule in field.validators:
        _word_rule(rule, what, str(field.error_messages.get("invalid", "")))
    if isinstance(field, fields.ListField):
        word(field.child, name)


def _word_rule(rule: Any, what: str, invalid: str) -> None:
    counts = {
        "min_length": f"Send at least {{:,}} {what}.",
        "max_length": f"Send at most {{:,}} {what}.",
    }
    code = getattr(rule, "code", "")
    told = (LIMITS | counts | {"invalid": invalid}).get(code)
    if told:
        rule.message = told.format(getattr(rule, "limit_value", 0))
