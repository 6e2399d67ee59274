"""Repositories that come by themselves: templates for them, and the pull-through cache with the server as its own upstream."""

import base64
import json
import os

from checked import ENDPOINT, client, ecr, knows, paged, refuses, same, until
from pushing import push


def templates():
    if not knows("CreateRepositoryCreationTemplate"):
        return
    lifecycle = json.dumps({"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9}, "action": {"type": "expire"}}]})
    more = {"description": "Of the mirror", "imageTagMutability": "IMMUTABLE", "lifecyclePolicy": lifecycle, "encryptionConfiguration": {"encryptionType": "AES256"}}
    made = ecr.create_repository_creation_template(prefix="mirror", appliedFor=["PULL_THROUGH_CACHE"], **more)
    same(made["registryId"], "000000000000")
    template = made["repositoryCreationTemplate"]
    same({name: template[name] for name in ("prefix", "appliedFor", *more)}, {"prefix": "mirror", "appliedFor": ["PULL_THROUGH_CACHE"], **more})
    refuses("TemplateAlreadyExistsException", ecr.create_repository_creation_template, prefix="mirror", appliedFor=["REPLICATION"])
    ecr.create_repository_creation_template(prefix="ROOT", appliedFor=["REPLICATION"])
    same([one["prefix"] for one in paged("describe_repository_creation_templates", "repositoryCreationTemplates")], ["ROOT", "mirror"])
    same(ecr.describe_repository_creation_templates(prefixes=["mirror"])["repositoryCreationTemplates"], [template])
    changed = ecr.update_repository_creation_template(prefix="mirror", description="Changed")["repositoryCreationTemplate"]
    same((changed["description"], changed["imageTagMutability"]), ("Changed", "IMMUTABLE"))
    same(ecr.describe_repository_creation_templates(prefixes=["mirror"])["repositoryCreationTemplates"][0]["description"], "Changed")
    same(ecr.delete_repository_creation_template(prefix="ROOT")["repositoryCreationTemplate"]["prefix"], "ROOT")
    refuses("TemplateNotFoundException", ecr.delete_repository_creation_template, prefix="ROOT")
    refuses("TemplateNotFoundException", ecr.update_repository_creation_template, prefix="ROOT", description="x")
    refuses("InvalidParameterException", ecr.create_repository_creation_template, prefix="other", appliedFor=["REPLICATION"], lifecyclePolicy=lifecycle.replace("any", "each"))


def cached():
    # Older versions of boto3 name an upstream by its address alone.
    kind = {"upstreamRegistry": "quay"} if knows("CreatePullThroughCacheRule", "upstreamRegistry") else {}
    prefix = {"ecrRepositoryPrefix": "mirror"}
    refuses("UnsupportedUpstreamRegistryException", ecr.create_pull_through_cache_rule, ecrRepositoryPrefix="bad", upstreamRegistryUrl="nonsense")
    made = ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="plain", upstreamRegistryUrl="quay.io", **kind)
    same(made.get("upstreamRegistry"), kind.get("upstreamRegistry"))
    same((made["ecrRepositoryPrefix"], made["upstreamRegistryUrl"], made["registryId"]), ("plain", "quay.io", "000000000000"))
    refuses("PullThroughCacheRuleAlreadyExistsException", ecr.create_pull_through_cache_rule, ecrRepositoryPrefix="plain", upstreamRegistryUrl="quay.io")
    refuses("PullThroughCacheRuleNotFoundException", ecr.describe_pull_through_cache_rules, ecrRepositoryPrefixes=["none"])
    ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="public", upstreamRegistryUrl="public.ecr.aws")
    same([rule["ecrRepositoryPrefix"] for rule in paged("describe_pull_through_cache_rules", "pullThroughCacheRules")], ["plain", "public"])
    if knows("ValidatePullThroughCacheRule"):
        with_a_password(prefix)
    if knows("CreatePullThroughCacheRule", "customRoleArn"):
        with_a_role()
    gone = ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="plain")
    same((gone["ecrRepositoryPrefix"], gone["upstreamRegistryUrl"], gone["createdAt"]), ("plain", "quay.io", made["createdAt"]))
    refuses("PullThroughCacheRuleNotFoundException", ecr.delete_pull_through_cache_rule, ecrRepositoryPrefix="plain")


def secret(name, **value):
    return client("secretsmanager").create_secret(Name=f"ecr-pullthroughcache/{name}", SecretString=json.dumps(value))["ARN"]


def with_a_password(prefix):
    token = base64.b64decode(ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]).decode()
    right, wrong = secret("right", username="AWS", accessToken=token.split(":", 1)[1]), secret("wrong", username="AWS", accessToken="nonsense")
    refuses("SecretNotFoundException", ecr.create_pull_through_cache_rule, upstreamRegistryUrl=ENDPOINT, credentialArn=right[:-6] + "abcdef", **prefix)
    same(ecr.create_pull_through_cache_rule(upstreamRegistryUrl=ENDPOINT, credentialArn=wrong, **prefix)["credentialArn"], wrong)
    refused = ecr.validate_pull_through_cache_rule(**prefix)
    assert refused["isValid"] is False and refused["failure"], refused
    failures = ecr.batch_get_image(repositoryName="mirror/source/one", imageIds=[{"imageTag": "v1"}])["failures"]
    same([failure["failureCode"] for failure in failures], ["UpstreamAccessDenied"])
    updated = ecr.update_pull_through_cache_rule(credentialArn=right, **prefix)
    same((updated["credentialArn"], updated["ecrRepositoryPrefix"], updated["registryId"]), (right, "mirror", "000000000000"))
    rule = ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["mirror"])["pullThroughCacheRules"][0]
    same((rule["credentialArn"], rule["updatedAt"]), (right, updated["updatedAt"]))
    same(ecr.validate_pull_through_cache_rule(**prefix)["isValid"], True)

    # What the cache fetches lies in a repository that the template made.
    ecr.create_repository(repositoryName="source/one")
    _, manifest, digest = push("source/one", "v1")
    got = ecr.batch_get_image(repositoryName="mirror/source/one", imageIds=[{"imageTag": "v1"}])
    same([image["imageManifest"] for image in got["images"]], [manifest])
    until(lambda: [image["imageDigest"] for image in ecr.describe_images(repositoryName="mirror/source/one")["imageDetails"]] == [digest])
    if knows("CreateRepositoryCreationTemplate"):
        same(ecr.describe_repositories(repositoryNames=["mirror/source/one"])["repositories"][0]["imageTagMutability"], "IMMUTABLE")
    same(ecr.delete_pull_through_cache_rule(**prefix)["credentialArn"], right)
    for call in (ecr.update_pull_through_cache_rule, ecr.validate_pull_through_cache_rule):
        refuses("PullThroughCacheRuleNotFoundException", call, **prefix, **({"credentialArn": right} if "update" in call.__name__ else {}))


def with_a_role():
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole"}]}
    role = client("iam").create_role(RoleName="every-cache", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    key = secret("key", accessKeyId=os.environ["AWS_ACCESS_KEY_ID"], secretAccessKey=os.environ["AWS_SECRET_ACCESS_KEY"])
    rule = {"ecrRepositoryPrefix": "role", "upstreamRepositoryPrefix": "source", "credentialArn": key, "customRoleArn": role}
    made = ecr.create_pull_through_cache_rule(upstreamRegistryUrl=ENDPOINT, **rule)
    same({name: made[name] for name in rule}, rule)
    told = [ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["role"])["pullThroughCacheRules"][0]]
    told.append(ecr.update_pull_through_cache_rule(ecrRepositoryPrefix="role", credentialArn=key, customRoleArn=role))
    told.append(ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix="role"))
    # Nobody has allowed the role anything.
    assert told[2]["isValid"] is False, told
    told.append(ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="role"))
    same([{name: answer.get(name) for name in rule} for answer in told], [rule] * 4)


STEPS = [templates, cached]
