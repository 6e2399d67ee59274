"""Signs requests with botocore: an implementation of Signature Version 4 that is not ours. Cases in, signatures out."""
import base64
import json
import sys

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def sign(case):
    credentials = Credentials(case["key"], case["secret"], case["token"])
    request = AWSRequest(
        method=case["method"], url="http://localhost:4566" + case["target"], data=base64.b64decode(case["body"]))
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    before = len(request.headers.items())
    if case["presigned"]:
        signer = SigV4QueryAuth(credentials, case["service"], case["region"], 900)
    else:
        signer = SigV4Auth(credentials, case["service"], case["region"])
    # The steps of add_auth, with our time instead of the clock's.
    request.context["timestamp"] = case["stamp"]
    signer._modify_request_before_signing(request)
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    signer._inject_signature_to_request(request, signature)
    return {
        "canonical": canonical,
        "signature": signature,
        "target": request.url[len("http://localhost:4566"):],
        "added": [list(header) for header in request.headers.items()[before:]],
    }


json.dump([sign(case) for case in json.load(sys.stdin)], sys.stdout)
