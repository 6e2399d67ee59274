"""Layers and images: put, got, listed, described, deleted."""

import datetime
import os
import urllib.request

from checked import ecr, knows, paged, refuses, same, until
from pushing import MANIFEST, digest_of, push, upload


def fetched(request):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        return answer.read()


def logged_in():
    data = ecr.get_authorization_token()["authorizationData"]
    same(len(data), 1)
    assert data[0]["expiresAt"] > datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=11), data
    # The token is what the registry takes.
    fetched(urllib.request.Request(data[0]["proxyEndpoint"] + "/v2/", headers={"Authorization": "Basic " + data[0]["authorizationToken"]}))


def layers_go_up_and_come_down():
    ecr.create_repository(repositoryName="layers/one")
    repository = {"repositoryName": "layers/one"}
    small, long = os.urandom(100), os.urandom(ecr.initiate_layer_upload(**repository)["partSize"] + 100)
    for content in (small, long):
        upload("layers/one", content)
        found = ecr.batch_check_layer_availability(layerDigests=[digest_of(content), digest_of(b"none")], **repository)
        same([(layer["layerDigest"], layer["layerAvailability"], layer["layerSize"]) for layer in found["layers"] if layer["layerAvailability"] == "AVAILABLE"], [(digest_of(content), "AVAILABLE", len(content))])
        refuses("LayerInaccessibleException", ecr.get_download_url_for_layer, layerDigest=digest_of(content), **repository)
    layer, _, _ = push("layers/one", "v1")
    answer = ecr.get_download_url_for_layer(layerDigest=digest_of(layer), **repository)
    same(answer["layerDigest"], digest_of(layer))
    same(fetched(answer["downloadUrl"]), layer)
    same(ecr.batch_check_layer_availability(layerDigests=["nonsense"], **repository)["failures"][0]["failureCode"], "InvalidLayerDigest")
    refuses("LayersNotFoundException", ecr.get_download_url_for_layer, layerDigest=digest_of(b"none"), **repository)

    begun = {"uploadId": ecr.initiate_layer_upload(**repository)["uploadId"], **repository}
    refuses("EmptyUploadException", ecr.complete_layer_upload, layerDigests=[digest_of(small)], **begun)
    begun["uploadId"] = ecr.initiate_layer_upload(**repository)["uploadId"]
    refuses("InvalidLayerPartException", ecr.upload_layer_part, partFirstByte=5, partLastByte=7, layerPartBlob=b"abc", **begun)
    ecr.upload_layer_part(partFirstByte=0, partLastByte=2, layerPartBlob=b"abc", **begun)
    refuses("InvalidLayerException", ecr.complete_layer_upload, layerDigests=[digest_of(b"other")], **begun)
    begun["uploadId"] = ecr.initiate_layer_upload(**repository)["uploadId"]
    ecr.upload_layer_part(partFirstByte=0, partLastByte=len(small) - 1, layerPartBlob=small, **begun)
    refuses("LayerAlreadyExistsException", ecr.complete_layer_upload, layerDigests=[digest_of(small)], **begun)
    begun["uploadId"] = ecr.initiate_layer_upload(**repository)["uploadId"]
    for at in (0, 3):
        ecr.upload_layer_part(partFirstByte=at, partLastByte=at + 2, layerPartBlob=b"abc", **begun)
    refuses("LayerPartTooSmallException", ecr.complete_layer_upload, layerDigests=[digest_of(b"abcabc")], **begun)
    begun["uploadId"] = "00000000-0000-0000-0000-000000000000"
    refuses("UploadNotFoundException", ecr.upload_layer_part, partFirstByte=0, partLastByte=2, layerPartBlob=b"abc", **begun)
    refuses("UploadNotFoundException", ecr.complete_layer_upload, layerDigests=[digest_of(small)], **begun)


def images_are_put_got_listed_and_deleted():
    ecr.create_repository(repositoryName="images/one")
    repository = {"repositoryName": "images/one"}
    layer, manifest, digest = push("images/one", "a")
    ecr.put_image(imageManifest=manifest, imageTag="b", **repository)
    _, _, untagged = push("images/one")
    lost = manifest.replace(digest_of(layer), digest_of(b"none"))
    refuses("LayersNotFoundException", ecr.put_image, imageManifest=lost, imageTag="lost", **repository)
    index = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"%s","digest":"%s","size":3}]}' % (MANIFEST, digest_of(b"none"))
    refuses("ReferencedImagesNotFoundException", ecr.put_image, imageManifest=index, imageTag="lost", **repository)
    refuses("InvalidParameterException", ecr.put_image, imageManifest="{}", imageTag="lost", **repository)

    got = ecr.batch_get_image(imageIds=[{"imageTag": "a"}, {"imageDigest": untagged}, {"imageTag": "none"}], acceptedMediaTypes=[MANIFEST], **repository)
    same({image["imageId"]["imageDigest"] for image in got["images"]}, {digest, untagged})
    same([image["imageManifest"] for image in got["images"] if image["imageId"].get("imageTag") == "a"], [manifest])
    same([(failure["imageId"], failure["failureCode"]) for failure in got["failures"]], [({"imageTag": "none"}, "ImageNotFound")])

    listed = paged("list_images", "imageIds", **repository)
    same(sorted((image["imageDigest"], image.get("imageTag")) for image in listed if "imageTag" in image), [(digest, "a"), (digest, "b")])
    same(paged("list_images", "imageIds", filter={"tagStatus": "UNTAGGED"}, **repository), [{"imageDigest": untagged}])
    details = {image["imageDigest"]: image for image in paged("describe_images", "imageDetails", **repository)}
    same(set(details), {digest, untagged})
    same((sorted(details[digest]["imageTags"]), details[digest]["imageManifestMediaType"], details[digest]["registryId"]), (["a", "b"], MANIFEST, "000000000000"))
    assert details[digest]["imageSizeInBytes"] >= len(layer) and isinstance(details[digest]["imagePushedAt"], datetime.datetime), details
    until(lambda: "lastRecordedPullTime" in ecr.describe_images(imageIds=[{"imageTag": "a"}], **repository)["imageDetails"][0])
    refuses("ImageNotFoundException", ecr.describe_images, imageIds=[{"imageTag": "none"}], **repository)
    refuses("InvalidParameterException", ecr.describe_images, maxResults=1, imageIds=[{"imageTag": "a"}], **repository)

    gone = ecr.batch_delete_image(imageIds=[{"imageTag": "a"}, {"imageDigest": untagged}, {"imageTag": "none"}], **repository)
    same(sorted(image["imageDigest"] for image in gone["imageIds"]), sorted([digest, untagged]))
    same(gone["failures"][0]["failureCode"], "ImageNotFound")
    same(paged("list_images", "imageIds", **repository), [{"imageDigest": digest, "imageTag": "b"}])


def referrers_are_listed():
    if not knows("ListImageReferrers"):
        return
    ecr.create_repository(repositoryName="refer/one")
    repository = {"repositoryName": "refer/one"}
    _, manifest, digest = push("refer/one", "a")
    subject = {"mediaType": MANIFEST, "digest": digest, "size": len(manifest)}
    bills = {push("refer/one", artifactType=f"application/{kind}", annotations={"made": "today"}, subject=subject)[2]: kind for kind in ("bill", "note")}
    listed = ecr.list_image_referrers(subjectId={"imageDigest": digest}, maxResults=1, **repository)
    rest = ecr.list_image_referrers(subjectId={"imageDigest": digest}, nextToken=listed["nextToken"], **repository)
    referrers = listed["referrers"] + rest["referrers"]
    same({referrer["digest"]: referrer["artifactType"].split("/")[1] for referrer in referrers}, bills)
    same({(referrer["mediaType"], referrer["annotations"]["made"], referrer["artifactStatus"]) for referrer in referrers}, {(MANIFEST, "today", "ACTIVE")})
    some = ecr.list_image_referrers(subjectId={"imageDigest": digest}, filter={"artifactTypes": ["application/bill"]}, **repository)
    same([bills[referrer["digest"]] for referrer in some["referrers"]], ["bill"])
    refuses("InvalidParameterException", ecr.list_image_referrers, subjectId={"imageDigest": "nonsense" * 9}, **repository)


STEPS = [logged_in, layers_go_up_and_come_down, images_are_put_got_listed_and_deleted, referrers_are_listed]
