# The upstream's side: its repository, and a registry policy that lets the cache's account read it.
resource "aws_ecr_repository" "web" {
  provider     = aws.upstream
  name         = "team/web"
  force_delete = true
}

data "aws_iam_policy_document" "consent" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
    }
    actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage", "ecr:GetImageCopyStatus"]
    resources = ["arn:aws:ecr:us-east-1:${var.upstream}:repository/*"]
  }
}

resource "aws_ecr_registry_policy" "consent" {
  provider = aws.upstream
  policy   = data.aws_iam_policy_document.consent.json
}

# The cache's side: roles that the service may take on, one for each team.
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["pullthroughcache.ecr.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions = [
      "ecr:GetDownloadUrlForLayer", "ecr:GetAuthorizationToken", "ecr:BatchImportUpstreamImage", "ecr:BatchGetImage", "ecr:GetImageCopyStatus",
      "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role" "cache" {
  for_each           = toset(["web", "ops"])
  name               = "cache-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "cache" {
  for_each = aws_iam_role.cache
  role     = each.value.name
  policy   = data.aws_iam_policy_document.read.json
}

resource "aws_ecr_pull_through_cache_rule" "account" {
  ecr_repository_prefix      = "partner"
  upstream_repository_prefix = "ROOT"
  upstream_registry_url      = "${var.upstream}.dkr.ecr.us-east-1.amazonaws.com"
  custom_role_arn            = aws_iam_role.cache[var.team].arn
  depends_on                 = [aws_ecr_registry_policy.consent, aws_iam_role_policy.cache]
}

# Another region of one account takes no role.
resource "aws_ecr_pull_through_cache_rule" "region" {
  ecr_repository_prefix      = "dublin"
  upstream_repository_prefix = "ROOT"
  upstream_registry_url      = "${data.aws_caller_identity.me.account_id}.dkr.ecr.eu-west-1.amazonaws.com"
}

data "aws_ecr_pull_through_cache_rule" "account" {
  ecr_repository_prefix = aws_ecr_pull_through_cache_rule.account.ecr_repository_prefix
}

output "seen" {
  value = {
    role     = data.aws_ecr_pull_through_cache_rule.account.custom_role_arn
    upstream = data.aws_ecr_pull_through_cache_rule.account.upstream_registry_url == "${var.upstream}.dkr.ecr.us-east-1.amazonaws.com"
    prefix   = data.aws_ecr_pull_through_cache_rule.account.upstream_repository_prefix
    registry = data.aws_ecr_pull_through_cache_rule.account.registry_id
  }
}
