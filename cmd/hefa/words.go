package main

// words are the sentences of the commands, in Chinese and in English.
var words = map[string][2]string{
	"description": {
		"合法：规范性文件的文件库与合法性审核。", "hefa: a repository of normative documents and their legality review.",
	},
	"group-settings": {"设置：", "Settings:"},

	"help_lang":    {"说中文（zh）或英文（en）。", "Speak Chinese (zh) or English (en)."},
	"help_serve":   {"启动服务。", "Run the server."},
	"help_migrate": {"把数据库升级到本程序的版本。", "Bring the database's schema up to this program's."},
	"help_config":  {"显示生效的设置，密码与密钥不显示。", "Print the settings in force, secrets hidden."},
	"help_version": {"显示版本。", "Print the version."},
	"help_parse":   {"读一个文件，列出其章、条、款、项。", "Read one file and list its chapters, articles and items."},

	"help_redline": {"比较两个文件，标出改动。", "Say what changed between two files."},

	"help_database_url":    {"外部 PostgreSQL 的地址；不设则自带一个。", "Address of a PostgreSQL; without it hefa runs its own."},
	"help_s3_endpoint":     {"S3 对象存储的地址；不设则存在数据文件夹里。", "Address of an S3 object store; without it a folder of the data folder."},
	"help_s3_bucket":       {"存储桶。", "Bucket."},
	"help_s3_access_key":   {"访问密钥。", "Access key."},
	"help_s3_secret_key":   {"私有密钥。", "Secret key."},
	"help_s3_region":       {"区域。", "Region."},
	"help_s3_secure":       {"经 https 访问 S3。", "Reach S3 over https."},
	"help_data":            {"数据文件夹。", "Data folder."},
	"help_listen":          {"监听地址，缺省为 " + defaultListen + "，被占用时另选空闲端口。", "Where to listen; " + defaultListen + ", or a free port where that is taken."},
	"help_tz":              {"日期所在的时区。", "Time zone of days."},
	"help_public_url":      {"人们看到的网址。", "Address under which people see the server."},
	"help_tls_cert":        {"TLS 证书文件。", "TLS certificate."},
	"help_tls_key":         {"TLS 私钥文件。", "TLS key."},
	"help_trusted_proxies": {"可信的反向代理（CIDR，逗号分隔）。", "Reverse proxies to be trusted (CIDR, by commas)."},
	"help_max_upload":      {"上传文件的上限。", "Largest file that may be uploaded."},
	"help_now":             {"从这一时刻开始走时（仅限自带数据库）。", "Begin at this time (own PostgreSQL only)."},

	"help_sample":       {"新的数据文件夹装入样例数据。", "Load sample data into a new data folder."},
	"help_parse_format": {"输出格式。", "Output format."},
	"help_parse_file":   {"文件（.docx .html .md .txt），- 为标准输入。", "File (.docx .html .md .txt), - is standard input."},

	"help_redline_format": {"输出格式。", "Output format."},
	"help_redline_output": {"写入文件。", "Write to a file."},
	"help_redline_old":    {"旧文本，- 为标准输入。", "Old text, - is standard input."},
	"help_redline_new":    {"新文本，- 为标准输入。", "New text, - is standard input."},

	"usage":             {"用法不对：%v。用 hefa --help 查看用法。", "wrong usage: %v. See hefa --help."},
	"tls-both":          {"HEFA_TLS_CERT 与 HEFA_TLS_KEY 须一并设置。", "HEFA_TLS_CERT and HEFA_TLS_KEY go together."},
	"now-embedded":      {"--now 只能用于自带数据库。", "--now is for hefa's own PostgreSQL only."},
	"s3-bucket-missing": {"设了 HEFA_S3_ENDPOINT，还须设 HEFA_S3_BUCKET。", "HEFA_S3_ENDPOINT needs HEFA_S3_BUCKET."},
	"unknown-zone":      {"没有名为“%s”的时区。", "There is no time zone %q."},

	"migrated":    {"数据库已是本程序的版本。", "The schema is this program's."},
	"bad-proxy":   {"HEFA_TRUSTED_PROXIES 中的 %s 不是地址或网段。", "%s in HEFA_TRUSTED_PROXIES is neither an address nor a network."},
	"stdin-twice": {"新旧两个文本不能都取自标准输入。", "Only one of the two texts can be standard input."},
	"problem":     {"疑点：%s %s %s", "problem: %s %s %s"},

	"sample-accounts":   {"样例账号（密码均为 hefa-sample）：", "Sample accounts (password hefa-sample):"},
	"account-drafter":   {"起草人", "drafter"},
	"account-legal":     {"起草单位法制员", "legal officer of the drafting body"},
	"account-reviewer":  {"审核人", "reviewer"},
	"account-head":      {"审核机构负责人", "head of review"},
	"account-registrar": {"登记编号人", "registrar"},
	"account-cleanup":   {"清理人", "cleanup officer"},
	"account-auditor":   {"审计人", "auditor"},
	"account-admin":     {"管理员", "administrator"},

	"redline-stats": {"增 %d 字，删 %d 字，改动 %.1f%%", "%d characters in, %d out, %.1f%% changed"},
	"kind-split":    {"拆分", "split"}, "kind-merged": {"合并", "merged"}, "kind-moved": {"移动", "moved"},
	"kind-renumbered": {"序号变动", "renumbered"}, "kind-added": {"新增", "added"}, "kind-deleted": {"删除", "deleted"},
	"kind-amended": {"修改", "amended"}, "kind-unchanged": {"未变", "unchanged"}, "kind-rewritten": {"重写", "rewritten"},
	"kind-consequential": {"随序号变动", "consequential"}, "kind-space": {"空白", "space"}, "kind-width": {"全半角", "width"},
	"kind-glyph": {"异体字", "glyph"}, "kind-number": {"编号", "number"},
	"unit-title": {"标题", "title"}, "unit-preamble": {"序言", "preamble"}, "unit-heading": {"章节标题", "heading"},
	"unit-article": {"条文", "article"}, "unit-annex": {"附件与署名", "annex"}, "unit-table": {"表", "table"},
}
