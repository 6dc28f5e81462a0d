package derived

// fontRules name what stands in for the fonts of official papers (GB/T 9704)
// where they are not installed: LibreOffice would take any that has the
// characters, and in Japanese forms at that.
const fontRules = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<include ignore_missing="yes">/usr/local/etc/fonts/fonts.conf</include>
<include ignore_missing="yes">/opt/homebrew/etc/fonts/fonts.conf</include>
<alias binding="same"><family>仿宋_GB2312</family><prefer>` +
	`<family>仿宋_GB2312</family><family>仿宋</family><family>FangSong</family><family>STFangsong</family><family>Source Han Serif SC</family><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>楷体_GB2312</family><prefer>` +
	`<family>楷体_GB2312</family><family>楷体</family><family>KaiTi</family><family>STKaiti</family><family>AR PL UKai CN</family><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>方正小标宋简体</family><prefer>` +
	`<family>方正小标宋简体</family><family>小标宋体</family><family>宋体</family><family>SimSun</family><family>Source Han Serif SC</family><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>宋体</family><prefer><family>宋体</family><family>SimSun</family><family>STSong</family><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>黑体</family><family>SimHei</family><family>STHeiti</family><family>Source Han Sans SC</family><family>Noto Sans CJK SC</family></prefer></alias>
</fontconfig>
`
