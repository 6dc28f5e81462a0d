package main

// errorWords are the sentences of what went wrong.
var errorWords = map[string][2]string{
	"err-cancelled":        {"已中止。", "Cancelled."},
	"err-held":             {"数据文件夹正被另一个 hefa 使用。", "Another hefa is using the data folder."},
	"err-sample-accounts":  {"此处有示例账号（密码人人可知），不能对外提供服务，也不能用于外部数据库。请换一个新的数据文件夹，或以 --no-sample 重新开始。", "There are sample accounts with a known password: hefa will not serve them to others or on an outside database. Use a new data folder, or begin anew with --no-sample."},
	"err-schema":           {"数据库不是本程序的版本，请先运行 hefa migrate。", "The database's schema is not this program's; run hefa migrate first."},
	"err-foreign-store":    {"对象存储属于另一套数据，请核对设置。", "The object store belongs to another installation; check the settings."},
	"err-no-postgres":      {"没有找到 PostgreSQL。在 Debian、Ubuntu、UOS 上运行：sudo apt-get install postgresql；或以 HEFA_DATABASE_URL 指定一个。", "There is no PostgreSQL. On Debian and its kin run: sudo apt-get install postgresql; or name one with HEFA_DATABASE_URL."},
	"err-postgres-version": {"已装的 PostgreSQL 与数据文件夹的版本不合。", "The PostgreSQL here does not fit the data folder."},
	"err-objects":          {"对象存储无法访问。", "The object store cannot be used."},
	"err-address":          {"监听地址已被占用。", "The address to listen on is taken."},
	"err-no-file":          {"没有这个文件。", "There is no such file."},
	"err-folder":           {"这是文件夹；请指明其中的一个文件。", "This is a folder; name a file in it."},
	"err-permission":       {"没有读写权限。", "Permission denied."},
	"err-empty":            {"文件是空的。", "The file is empty."},
	"err-mismatch":         {"文件内容与扩展名不符。", "The content is not what the file name says."},
	"err-unsupported":      {"不能读这种格式的文件，请用 Word 或者 WPS 另存为 .docx 再试。", "Files of this format cannot be read; save it as .docx and try again."},
	"err-encrypted":        {"文件已加密，请解除密码后再试。", "The file is encrypted; remove its password first."},
	"err-damaged":          {"文件已损坏。", "The file is damaged."},
	"err-bomb":             {"文件解压后过大，不予读取。", "The file unpacks to too much."},
	"err-entities":         {"文件含 XML 实体声明，不予读取。", "The file declares XML entities."},
	"err-encoding":         {"文字编码无法识别，请存为 UTF-8 再试。", "The characters cannot be decoded; save the file as UTF-8."},
	"err-too-large":        {"文件过大。", "The file is too large."},
	"err-other":            {"出错：%v", "failed: %v"},

	"err-unavailable":  {"服务此刻无法工作。", "The server cannot work at the moment."},
	"err-exists":       {"同名的已经有了。", "There is one of that name already."},
	"invalid-password": {"密码至少 %d 个字符。", "A password has at least %d characters."},
	"invalid-account":  {"账号只能由小写字母、数字、点、连字符和下划线组成，以字母或数字开头，至多 64 个字符。", "An account is lower-case letters, digits, dots, hyphens and underscores, begins with a letter or digit and has at most 64 characters."},
	"invalid-other":    {"%s 不能这样填（%s %s）。", "%s cannot be that (%s %s)."},

	"err-not-empty":      {"目标不是空的，不予覆盖。", "The target is not empty and will not be overwritten."},
	"err-no-backup":      {"这个文件夹里没有完整的备份。", "There is no whole backup in this folder."},
	"err-backup-damaged": {"备份已损坏。", "The backup is damaged."},
}
