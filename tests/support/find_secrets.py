"""Looks for secrets in files: find_secrets.py SECRETS PATH...

SECRETS holds one secret a line. Every file under each PATH is searched for each of them
in every form in which it could be carried off: as it is, in either letter case of a URL's
encoding, escaped as in JSON, in base64 of any alignment and either alphabet, UTF-16,
backwards. Prints what was found and where, and ends with 1 then."""
import base64
import os
import re
import sys
import urllib.parse


def forms(secret):
    """Name and pattern (bytes) of each form of the secret."""
    raw = secret.encode()
    yield 'as it is', re.escape(raw)
    quoted = urllib.parse.quote(secret, safe='')
    yield 'URL-encoded', b'(?i)' + re.escape(quoted.encode())
    every = ''.join('%%%02x' % b for b in raw)
    yield 'URL-encoded throughout', b'(?i)' + re.escape(every.encode())
    yield 'as \\u escapes', b'(?i)' + re.escape(
        ''.join('\\u%04x' % b for b in raw).encode())
    yield 'with escaped slashes', re.escape(secret.replace('/', '\\/').encode())
    yield 'in UTF-16', re.escape(secret.encode('utf-16-le'))
    yield 'in hexadecimal', b'(?i)' + re.escape(raw.hex().encode())
    yield 'backwards', re.escape(raw[::-1])
    for shift in range(3):
        # whole groups of what stands between: the letters at both ends mix with others
        packed = base64.b64encode(b'\0' * shift + raw)
        core = packed[4 if shift else 0:len(packed) // 4 * 4 - 4]
        for name, text in (('base64', core),
                           ('base64url', core.translate(bytes.maketrans(b'+/', b'-_')))):
            yield f'in {name}, shifted {shift}', re.escape(text)


def files(path):
    """All files at or under path."""
    if not os.path.isdir(path):
        yield path
    for folder, _, names in os.walk(path):
        for name in names:
            yield os.path.join(folder, name)


def main():
    """Searches; says what leaked."""
    with open(sys.argv[1], encoding='utf-8') as lines:
        secrets = [line.rstrip('\n') for line in lines if line.strip()]
    patterns = [(i, name, re.compile(form))
                for i, secret in enumerate(secrets) for name, form in forms(secret)]
    searched = found = 0
    for path in sys.argv[2:]:
        for name in files(path):
            if not os.path.isfile(name):
                continue
            with open(name, 'rb') as file:
                text = file.read()
            searched += 1
            for number, form, pattern in patterns:
                for at in pattern.finditer(text):
                    found += 1
                    print(f'{name}: secret {number + 1} {form}, byte {at.start()}')
                    break
    print(f'{searched} files, {len(secrets)} secrets, {len(patterns)} forms: {found} found')
    return 1 if found or not searched else 0


if __name__ == '__main__':
    sys.exit(main())
