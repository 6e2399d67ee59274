-- EventBridge: buses, rules and targets, how web hooks are reached, and events on their way.
-- Times are milliseconds since 1970 (UTC).

-- Those that were made; every account has a default one in each region without a row.
create table event_bus (
    account text not null,
    region text not null,
    name text not null,
    description text,
    tags text not null,            -- JSON object
    created_at bigint not null,
    primary key (account, region, name)
) without rowid;

create table event_rule (
    account text not null,
    region text not null,
    bus text not null,
    name text not null,
    pattern text not null,         -- JSON, as it was sent
    is_enabled boolean not null,
    description text,
    role_arn text,
    tags text not null,            -- JSON object
    created_at bigint not null,
    primary key (account, region, bus, name)
) without rowid;

create table event_target (
    account text not null,
    region text not null,
    bus text not null,
    rule text not null,
    id text not null,
    arn text not null,
    content text not null,         -- JSON object: the whole target
    primary key (account, region, bus, rule, id)
) without rowid;

create index event_target_by_arn on event_target (account, region, bus, arn, rule);

create table event_connection (
    account text not null,
    region text not null,
    name text not null,
    id text not null,
    type text not null,
    description text,
    sealed blob not null,          -- login, signing key and parameters, bound to the id
    created_at bigint not null,
    modified_at bigint not null,
    primary key (account, region, name)
) without rowid;

create table event_destination (
    account text not null,
    region text not null,
    name text not null,
    id text not null,
    description text,
    connection_arn text not null,
    endpoint text not null,
    method text not null,
    rate_limit bigint not null,
    created_at bigint not null,
    modified_at bigint not null,
    primary key (account, region, name)
) without rowid;

create index event_destination_by_connection on event_destination (connection_arn, name);

-- The queue. A row goes when its event has arrived, is given up, or its target is removed.
create table event_delivery (
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    bus text not null,
    rule text not null,
    target_id text not null,
    target_arn text not null,
    event_id text not null,
    event text not null,           -- JSON, with its envelope
    attempts bigint not null,
    published_at bigint not null,
    due_at bigint not null
);

create index event_delivery_due on event_delivery (target_arn, due_at);

create index event_delivery_by_target on event_delivery (account, region, bus, rule, target_id);

-- Ids of events that buses have had lately: a service that tells of something twice tells it once.
create table event_seen (
    event_id text not null,
    bus_arn text not null,
    at bigint not null,
    primary key (event_id, bus_arn)
) without rowid;

create index event_seen_by_age on event_seen (at);

create table event_dead_letter (
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    bus text not null,
    rule text not null,
    target_id text not null,
    target_arn text not null,
    event_id text not null,
    event text not null,
    attempts bigint not null,
    published_at bigint not null,
    reason text not null,
    given_up_at bigint not null
);

create index event_dead_letter_of on event_dead_letter (account, region, id);

create index event_dead_letter_by_age on event_dead_letter (given_up_at);
