"""What a registry does with images that are pushed: scans, replicates, signs, archives; and whose pulls count."""

import json

from botocore.exceptions import WaiterError
from checked import client, ecr, knows, paged, refuses, same, until, waited
from pushing import push


def scanned():
    ecr.create_repository(repositoryName="scan/one")
    image = {"repositoryName": "scan/one", "imageId": {"imageDigest": push("scan/one", "v1")[2]}}
    refuses("ScanNotFoundException", ecr.describe_image_scan_findings, **image)
    answer = ecr.put_image_scanning_configuration(repositoryName="scan/one", imageScanningConfiguration={"scanOnPush": True})
    same((answer["repositoryName"], answer["imageScanningConfiguration"], answer["registryId"]), ("scan/one", {"scanOnPush": True}, "000000000000"))
    same(ecr.describe_repositories(repositoryNames=["scan/one"])["repositories"][0]["imageScanningConfiguration"], {"scanOnPush": True})
    started = ecr.start_image_scan(**image)
    same((started["repositoryName"], started["imageId"]["imageDigest"], started["registryId"]), ("scan/one", image["imageId"]["imageDigest"], "000000000000"))
    # Where there is no scanner the scan has failed, which ends the waiter as well.
    try:
        waited("image_scan_complete", **image)
    except WaiterError as failed:
        same(failed.last_response["imageScanStatus"]["status"], "FAILED")
    same(paged("describe_image_scan_findings", "imageScanFindings", **image), [])
    found = ecr.describe_image_scan_findings(**image)
    assert found["imageScanStatus"]["status"] in ("FAILED", "COMPLETE") and found["imageScanStatus"]["description"], found
    refuses("ImageNotFoundException", ecr.start_image_scan, repositoryName="scan/one", imageId={"imageTag": "none"})
    refuses("ImageNotFoundException", ecr.describe_image_scan_findings, repositoryName="scan/one", imageId={"imageTag": "none"})

    rules = [{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "scan/*", "filterType": "WILDCARD"}]}]
    same(ecr.put_registry_scanning_configuration(scanType="BASIC", rules=rules)["registryScanningConfiguration"], {"scanType": "BASIC", "rules": rules})
    answer = ecr.get_registry_scanning_configuration()
    same((answer["registryId"], answer["scanningConfiguration"]), ("000000000000", {"scanType": "BASIC", "rules": rules}))
    many = ecr.batch_get_repository_scanning_configuration(repositoryNames=["scan/one", "scan/none"])
    same([(one["repositoryName"], one["scanFrequency"], one["scanOnPush"], one["appliedScanFilters"]) for one in many["scanningConfigurations"]], [("scan/one", "SCAN_ON_PUSH", True, rules[0]["repositoryFilters"])])
    same([(one["repositoryName"], one["failureCode"]) for one in many["failures"]], [("scan/none", "REPOSITORY_NOT_FOUND")])
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=[])
    refuses("ValidationException", ecr.start_image_scan, **image)
    ecr.put_registry_scanning_configuration(scanType="BASIC", rules=[])


def replicated():
    rules = [{"destinations": [{"region": "eu-west-1", "registryId": "000000000000"}], "repositoryFilters": [{"filter": "copy/", "filterType": "PREFIX_MATCH"}]}]
    same(ecr.put_replication_configuration(replicationConfiguration={"rules": rules})["replicationConfiguration"], {"rules": rules})
    registry = ecr.describe_registry()
    same((registry["registryId"], registry["replicationConfiguration"]), ("000000000000", {"rules": rules}))
    refuses("InvalidParameterException", ecr.put_replication_configuration, replicationConfiguration={"rules": [{"destinations": [{"region": "us-east-1", "registryId": "000000000000"}]}]})
    ecr.create_repository(repositoryName="copy/one")
    image = {"repositoryName": "copy/one", "imageId": {"imageDigest": push("copy/one", "v1")[2]}}
    until(lambda: [one["status"] for one in ecr.describe_image_replication_status(**image)["replicationStatuses"]] == ["COMPLETE"])
    status = ecr.describe_image_replication_status(**image)
    same((status["repositoryName"], status["imageId"]["imageDigest"]), ("copy/one", image["imageId"]["imageDigest"]))
    same([(one["region"], one["registryId"]) for one in status["replicationStatuses"]], [("eu-west-1", "000000000000")])
    same(client(region="eu-west-1").list_images(repositoryName="copy/one")["imageIds"], [{"imageTag": "v1", **image["imageId"]}])
    refuses("ImageNotFoundException", ecr.describe_image_replication_status, repositoryName="copy/one", imageId={"imageTag": "none"})
    same(ecr.put_replication_configuration(replicationConfiguration={"rules": []})["replicationConfiguration"], {"rules": []})


def signed():
    if not knows("PutSigningConfiguration"):
        return
    refuses("SigningConfigurationNotFoundException", ecr.get_signing_configuration)
    rules = [{"signingProfileArn": "arn:aws:signer:us-east-1:000000000000:/signing-profiles/every", "repositoryFilters": [{"filter": "sign/*", "filterType": "WILDCARD_MATCH"}]}]
    same(ecr.put_signing_configuration(signingConfiguration={"rules": rules})["signingConfiguration"], {"rules": rules})
    got = ecr.get_signing_configuration()
    same((got["registryId"], got["signingConfiguration"]), ("000000000000", {"rules": rules}))
    ecr.create_repository(repositoryName="sign/one")
    image = {"repositoryName": "sign/one", "imageId": {"imageDigest": push("sign/one", "v1")[2]}}
    until(lambda: [one["status"] for one in ecr.describe_image_signing_status(**image)["signingStatuses"]] == ["COMPLETE"])
    status = ecr.describe_image_signing_status(**image)
    same((status["repositoryName"], status["registryId"], status["signingStatuses"][0]["signingProfileArn"]), ("sign/one", "000000000000", rules[0]["signingProfileArn"]))
    referrers = ecr.list_image_referrers(repositoryName="sign/one", subjectId=image["imageId"])["referrers"]
    same([referrer["artifactType"] for referrer in referrers], ["application/vnd.cncf.notary.signature"])
    refuses("ImageNotFoundException", ecr.describe_image_signing_status, repositoryName="sign/one", imageId={"imageTag": "none"})
    same(ecr.delete_signing_configuration()["signingConfiguration"], {"rules": rules})
    refuses("SigningConfigurationNotFoundException", ecr.delete_signing_configuration)
    refuses("InvalidParameterException", ecr.put_signing_configuration, signingConfiguration={"rules": [{"signingProfileArn": "nonsense"}]})


def archived():
    if not knows("UpdateImageStorageClass"):
        return
    ecr.create_repository(repositoryName="cold/one")
    image = {"repositoryName": "cold/one", "imageId": {"imageDigest": push("cold/one", "v1")[2]}}
    answer = ecr.update_image_storage_class(targetStorageClass="ARCHIVE", **image)
    same((answer["imageStatus"], answer["repositoryName"], answer["imageId"]["imageDigest"]), ("ARCHIVED", "cold/one", image["imageId"]["imageDigest"]))
    details = paged("describe_images", "imageDetails", repositoryName="cold/one", filter={"imageStatus": "ARCHIVED"})
    assert len(details) == 1 and details[0]["imageStatus"] == "ARCHIVED" and details[0]["lastArchivedAt"], details
    refuses("ImageStorageClassUpdateNotSupportedException", ecr.update_image_storage_class, targetStorageClass="ARCHIVE", **image)
    refuses("ImageArchivedException", ecr.start_image_scan, **image)
    same(ecr.update_image_storage_class(targetStorageClass="STANDARD", **image)["imageStatus"], "ACTIVATING")
    until(lambda: ecr.describe_images(repositoryName="cold/one", filter={"imageStatus": "ACTIVE"})["imageDetails"])
    assert ecr.describe_images(repositoryName="cold/one")["imageDetails"][0]["lastActivatedAt"]
    same(len(ecr.batch_get_image(repositoryName="cold/one", imageIds=[image["imageId"]])["images"]), 1)
    refuses("ImageNotFoundException", ecr.update_image_storage_class, targetStorageClass="ARCHIVE", repositoryName="cold/one", imageId={"imageTag": "none"})


def pulls_that_do_not_count():
    if not knows("RegisterPullTimeUpdateExclusion"):
        return
    trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]})
    roles = [client("iam").create_role(RoleName=f"every-{name}", AssumeRolePolicyDocument=trust)["Role"]["Arn"] for name in "ab"]
    for role in roles:
        made = ecr.register_pull_time_update_exclusion(principalArn=role)
        assert made["principalArn"] == role and made["createdAt"], made
    refuses("ExclusionAlreadyExistsException", ecr.register_pull_time_update_exclusion, principalArn=roles[0])
    first = ecr.list_pull_time_update_exclusions(maxResults=1)
    rest = ecr.list_pull_time_update_exclusions(nextToken=first["nextToken"])
    same(first["pullTimeUpdateExclusions"] + rest["pullTimeUpdateExclusions"], roles)
    for role in roles:
        same(ecr.deregister_pull_time_update_exclusion(principalArn=role)["principalArn"], role)
    same(ecr.list_pull_time_update_exclusions()["pullTimeUpdateExclusions"], [])
    refuses("ExclusionNotFoundException", ecr.deregister_pull_time_update_exclusion, principalArn=roles[0])


STEPS = [scanned, replicated, signed, archived, pulls_that_do_not_count]
