// A day of ECR with the AWS SDK for JavaScript: prints one JSON line a step; any failure ends it with code 1.
import {
  CreateRepositoryCommand, DeleteRepositoryCommand, DescribeRepositoriesCommand, ECRClient, GetAuthorizationTokenCommand,
  ListTagsForResourceCommand, PutImageTagMutabilityCommand, RepositoryAlreadyExistsException, TagResourceCommand, paginateDescribeRepositories,
} from "@aws-sdk/client-ecr";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const say = (step, value) => console.log(JSON.stringify({ step, ...value }));
const ecr = new ECRClient({});

const who = await new STSClient({}).send(new GetCallerIdentityCommand({}));
say("whoami", { arn: who.Arn, account: who.Account });

const prefix = `sdk-js/${process.pid}`;
for (const name of ["a", "b", "c"]) {
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: `${prefix}/${name}`, tags: [{ Key: "team", Value: name }] }));
  say("created", { name: repository.repositoryName, arn: repository.repositoryArn, isDate: repository.createdAt instanceof Date });
}

try {
  await ecr.send(new CreateRepositoryCommand({ repositoryName: `${prefix}/a` }));
} catch (error) {
  say("again", { isTyped: error instanceof RepositoryAlreadyExistsException, status: error.$metadata.httpStatusCode, requestId: error.$metadata.requestId });
}

const listed = [];
let pages = 0;
for await (const page of paginateDescribeRepositories({ client: ecr, pageSize: 1 }, {})) {
  pages++;
  listed.push(...page.repositories.map((repository) => repository.repositoryName).filter((name) => name.startsWith(prefix)));
}
say("listed", { listed: listed.length, areManyPages: pages >= 3 });

const [first] = (await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [`${prefix}/a`] }))).repositories;
await ecr.send(new TagResourceCommand({ resourceArn: first.repositoryArn, tags: [{ Key: "stage", Value: "test" }] }));
const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: first.repositoryArn }));
say("tags", { tags: Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value])) });

const mutability = await ecr.send(new PutImageTagMutabilityCommand({ repositoryName: `${prefix}/a`, imageTagMutability: "IMMUTABLE" }));
say("mutability", { is: mutability.imageTagMutability });

const { authorizationData: [token] } = await ecr.send(new GetAuthorizationTokenCommand({}));
say("token", { user: Buffer.from(token.authorizationToken, "base64").toString().split(":")[0], endpoint: token.proxyEndpoint, hours: Math.round((token.expiresAt - Date.now()) / 3600e3) });

for (const name of ["a", "b", "c"]) await ecr.send(new DeleteRepositoryCommand({ repositoryName: `${prefix}/${name}` }));
say("done", {});
