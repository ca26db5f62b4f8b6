"""Names as the public may see them (王某某), where the law lets it see an act but not who did it."""


def masked_address(address):
    """w***@example.org."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def masker(people):
    """A function that masks in a text the name of each of these civil servants."""
    # the longest first: 王小明 must not be left half masked by 王小
    names = sorted({(person.name, person.masked_name) for person in people}, key=lambda pair: -len(pair[0]))

    def masked(text):
        for name, mask in names:
            text = text.replace(name, mask)
        return text

    return masked
