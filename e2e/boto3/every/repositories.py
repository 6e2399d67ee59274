"""Repositories, their tags, their settings, and the errors of asking for one that is not there."""

import datetime

from checked import client, ecr, knows, paged, refuses, same
from pushing import push


def made_described_and_deleted():
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    made = ecr.create_repository(
        repositoryName="own/one", tags=[{"Key": "team", "Value": "web"}], imageTagMutability="IMMUTABLE",
        imageScanningConfiguration={"scanOnPush": True}, encryptionConfiguration={"encryptionType": "KMS", "kmsKey": key})["repository"]
    same((made["imageTagMutability"], made["imageScanningConfiguration"], made["registryId"]), ("IMMUTABLE", {"scanOnPush": True}, "000000000000"))
    same(made["encryptionConfiguration"], {"encryptionType": "KMS", "kmsKey": key})
    same(made["repositoryArn"], "arn:aws:ecr:us-east-1:000000000000:repository/own/one")
    assert made["repositoryUri"].endswith("/own/one") and isinstance(made["createdAt"], datetime.datetime), made
    same(ecr.describe_repositories(repositoryNames=["own/one"])["repositories"], [made])
    refuses("RepositoryAlreadyExistsException", ecr.create_repository, repositoryName="own/one")
    refuses("InvalidParameterException", ecr.create_repository, repositoryName="Not A Name")
    refuses("TooManyTagsException", ecr.create_repository, repositoryName="own/many", tags=[{"Key": f"k{i}", "Value": "v"} for i in range(51)])
    refuses("InvalidTagParameterException", ecr.create_repository, repositoryName="own/aws", tags=[{"Key": "aws:team", "Value": "web"}])
    refuses("KmsException", ecr.create_repository, repositoryName="own/none", encryptionConfiguration={"encryptionType": "KMS", "kmsKey": key[:-36] + "0" * 8 + "-0000-0000-0000-" + "0" * 12})

    ecr.create_repository(repositoryName="own/two")
    same([repository["repositoryName"] for repository in paged("describe_repositories", "repositories")], ["own/one", "own/two"])
    push("own/two", "v1")
    refuses("RepositoryNotEmptyException", ecr.delete_repository, repositoryName="own/two")
    same(ecr.delete_repository(repositoryName="own/two", force=True)["repository"]["repositoryName"], "own/two")
    refuses("RepositoryNotFoundException", ecr.describe_repositories, repositoryNames=["own/two"])


def tagged():
    arn = ecr.describe_repositories(repositoryNames=["own/one"])["repositories"][0]["repositoryArn"]
    ecr.tag_resource(resourceArn=arn, tags=[{"Key": "stage", "Value": "test"}])
    same(ecr.list_tags_for_resource(resourceArn=arn)["tags"], [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "web"}])
    ecr.untag_resource(resourceArn=arn, tagKeys=["team"])
    same(ecr.list_tags_for_resource(resourceArn=arn)["tags"], [{"Key": "stage", "Value": "test"}])
    missing = arn.replace("own/one", "own/none")
    refuses("RepositoryNotFoundException", ecr.tag_resource, resourceArn=missing, tags=[{"Key": "a", "Value": "b"}])
    refuses("RepositoryNotFoundException", ecr.untag_resource, resourceArn=missing, tagKeys=["a"])
    refuses("RepositoryNotFoundException", ecr.list_tags_for_resource, resourceArn=missing)
    refuses("InvalidTagParameterException", ecr.tag_resource, resourceArn=arn, tags=[{"Key": "aws:a", "Value": "b"}])
    refuses("TooManyTagsException", ecr.tag_resource, resourceArn=arn, tags=[{"Key": f"k{i}", "Value": "v"} for i in range(51)])
    refuses("InvalidParameterException", ecr.list_tags_for_resource, resourceArn="nonsense")


def tags_move_as_the_repository_says():
    parameters = {"repositoryName": "own/one"}
    _, manifest, digest = push("own/one", "fixed")
    refuses("ImageAlreadyExistsException", ecr.put_image, imageManifest=manifest, imageTag="fixed", **parameters)
    refuses("ImageTagAlreadyExistsException", push, repository="own/one", tag="fixed")
    refuses("ImageDigestDoesNotMatchException", ecr.put_image, imageManifest=manifest, imageDigest="sha256:" + "0" * 64, **parameters)
    answer = ecr.put_image_tag_mutability(imageTagMutability="MUTABLE", **parameters)
    same((answer["repositoryName"], answer["imageTagMutability"], answer["registryId"]), ("own/one", "MUTABLE", "000000000000"))
    same(ecr.describe_repositories(repositoryNames=["own/one"])["repositories"][0]["imageTagMutability"], "MUTABLE")
    assert push("own/one", "fixed")[2] != digest
    if not knows("PutImageTagMutability", "imageTagMutabilityExclusionFilters"):
        return
    filters = [{"filterType": "WILDCARD", "filter": "dev-*"}]
    answer = ecr.put_image_tag_mutability(imageTagMutability="IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters=filters, **parameters)
    same(answer["imageTagMutabilityExclusionFilters"], filters)
    same(ecr.describe_repositories(repositoryNames=["own/one"])["repositories"][0]["imageTagMutabilityExclusionFilters"], filters)
    push("own/one", "dev-1")
    push("own/one", "dev-1")
    refuses("ImageTagAlreadyExistsException", push, repository="own/one", tag="fixed")


STEPS = [made_described_and_deleted, tagged, tags_move_as_the_repository_says]
