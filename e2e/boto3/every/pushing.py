"""Images made of a config and a layer of chance, put by API calls alone."""

import hashlib
import json
import os

from checked import ecr, same

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"


def digest_of(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def descriptor(kind, content):
    return {"mediaType": kind, "digest": digest_of(content), "size": len(content)}


def upload(repository, content, client=ecr):
    """In two parts where it is long enough for two."""
    begun = client.initiate_layer_upload(repositoryName=repository)
    parts = [content[at:at + begun["partSize"]] for at in range(0, len(content), begun["partSize"])]
    at = 0
    for part in parts:
        sent = client.upload_layer_part(
            repositoryName=repository, uploadId=begun["uploadId"], partFirstByte=at, partLastByte=at + len(part) - 1, layerPartBlob=part)
        at += len(part)
        same((sent["uploadId"], sent["repositoryName"], sent["lastByteReceived"]), (begun["uploadId"], repository, at - 1))
    done = client.complete_layer_upload(repositoryName=repository, uploadId=begun["uploadId"], layerDigests=[digest_of(content)])
    same((done["layerDigest"], done["repositoryName"], done["uploadId"]), (digest_of(content), repository, begun["uploadId"]))


def push(repository, tag=None, **more):
    """Returns the image's layer, its manifest as text and its digest."""
    layer, config = os.urandom(300), json.dumps({"architecture": "amd64", "os": "linux", "id": os.urandom(8).hex()}).encode()
    upload(repository, layer)
    upload(repository, config)
    manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": descriptor(CONFIG, config), "layers": [descriptor(LAYER, layer)], **more})
    parameters = {"repositoryName": repository, "imageManifest": manifest, "imageManifestMediaType": MANIFEST}
    image = ecr.put_image(**parameters, **({"imageTag": tag} if tag else {"imageDigest": digest_of(manifest.encode())}))["image"]
    same((image["imageManifest"], image["imageManifestMediaType"]), (manifest, MANIFEST))
    same(image["imageId"], {"imageDigest": digest_of(manifest.encode()), **({"imageTag": tag} if tag else {})})
    return layer, manifest, digest_of(manifest.encode())
