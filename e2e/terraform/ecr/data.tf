# What an image's user asks for. The image is pushed between two runs.
variable "pushed" {
  type    = bool
  default = false
}

data "aws_ecr_repository" "sealed" {
  name = aws_ecr_repository.sealed.name
}

data "aws_ecr_repository" "plain" {
  name       = aws_ecr_repository.plain.name
  depends_on = [aws_ecr_repository.plain]
}

data "aws_ecr_repositories" "all" {
  depends_on = [aws_ecr_repository.plain, aws_ecr_repository.sealed, aws_ecr_repository.managed]
}

data "aws_ecr_image" "tagged" {
  count           = var.pushed ? 1 : 0
  repository_name = aws_ecr_repository.plain.name
  image_tag       = "v1"
}

data "aws_ecr_image" "recent" {
  count           = var.pushed ? 1 : 0
  repository_name = aws_ecr_repository.plain.name
  most_recent     = true
}

data "aws_ecr_authorization_token" "me" {}

data "aws_ecr_repository_creation_template" "team" {
  prefix = aws_ecr_repository_creation_template.team.prefix
}

output "seen" {
  value = {
    alias      = data.aws_kms_key.images.arn == aws_kms_key.images.arn && data.aws_kms_alias.images.target_key_arn == aws_kms_key.images.arn
    key        = data.aws_ecr_repository.sealed.encryption_configuration[0].kms_key == aws_kms_key.images.arn
    managed    = aws_ecr_repository.managed.encryption_configuration[0].kms_key
    mutability = data.aws_ecr_repository.sealed.image_tag_mutability
    scan       = data.aws_ecr_repository.sealed.image_scanning_configuration[0].scan_on_push
    url        = data.aws_ecr_repository.plain.repository_url
    tags       = data.aws_ecr_repository.plain.tags
    recent     = data.aws_ecr_repository.plain.most_recent_image_tags
    names      = sort(data.aws_ecr_repositories.all.names)
    password   = nonsensitive(base64decode(data.aws_ecr_authorization_token.me.authorization_token) == "AWS:${data.aws_ecr_authorization_token.me.password}")
    user       = data.aws_ecr_authorization_token.me.user_name
    proxy      = data.aws_ecr_authorization_token.me.proxy_endpoint
    template   = data.aws_ecr_repository_creation_template.team.description
    role       = data.aws_ecr_repository_creation_template.team.custom_role_arn == aws_iam_role.template.arn
    occasions  = sort(data.aws_ecr_repository_creation_template.team.applied_for)
    cached     = data.aws_ecr_pull_through_cache_rule.hub.credential_arn == aws_secretsmanager_secret.hub.arn
    upstream   = data.aws_ecr_pull_through_cache_rule.hub.upstream_registry_url
    secret     = nonsensitive(jsondecode(data.aws_secretsmanager_secret_version.hub.secret_string)["username"])
    digest     = one(data.aws_ecr_image.tagged[*].image_digest)
    uri        = one(data.aws_ecr_image.recent[*].image_uri)
    size       = one(data.aws_ecr_image.tagged[*].image_size_in_bytes)
  }
}
