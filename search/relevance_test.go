package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/search"
)

// wanted are questions as people ask them, and what the title of the document
// has that they look for.
const wanted = `
停放服务 = 机动车停放服务收费
停放服务收费 办法 = 机动车停放服务收费
停车费 首次停放 新能源 = 机动车停放服务收费
停放时间不足三十分钟 = 机动车停放服务收费
道路停车泊位 政府指导价 = 机动车停放服务收费
校外供餐 = 校外供餐
中小学生 供餐 留样 = 校外供餐
学校 负责人 共同用餐 = 校外供餐
供餐单位 食品经营许可 = 校外供餐
社区养老 = 社区养老
养老服务设施 新建住宅小区 = 社区养老
养老设施 运营者 公示 = 社区养老
临时建设工程 = 临时建设工程
临时建设 提前拆除 = 临时建设工程
临时建筑 使用期满 拆除 临时建设工程 = 临时建设工程
共享单车 或 互联网租赁自行车 = 互联网租赁自行车
租赁自行车 押金 = 互联网租赁自行车
自行车 投放 停放 企业 = 互联网租赁自行车
一百辆车 = 互联网租赁自行车
营商环境 = 优化营商环境
企业开办 一个工作日 = 优化营商环境
涉企检查 = 优化营商环境
违规收费 目录清单 = 优化营商环境
排水设施 保护范围 = 城镇排水设施
井盖缺损 = 城镇排水设施
穿凿 堵塞 排水管道 = 城镇排水设施
排水设施 爆破 = 城镇排水设施
小型餐饮 补助 = 小型餐饮服务
小型餐饮 扶持 = 小型餐饮服务
骗取补助 = 小型餐饮服务
出租汽车 考核 = 巡游出租汽车
巡游出租 服务质量 = 巡游出租汽车
考核结果 优良 合格 = 巡游出租汽车
户外广告 = 户外广告设施
户外广告设施 交通标志 = 户外广告设施
大型户外广告 申请书 = 户外广告设施
户外广告 效果图 = 户外广告设施
数据开放 = 数据资源开放
公共数据 无条件开放 = 数据资源开放
數據資源 開放 條例 = 数据资源开放
数据 商业秘密 个人隐私 = 数据资源开放
生活垃圾分类 = 生活垃圾分类
可回收物 = 生活垃圾分类
垃圾 投放 管理责任人 = 生活垃圾分类
规范性文件 管理 = 行政规范性文件
规范性文件 不得 设定行政许可 = 行政规范性文件
送审稿 说明 规范性文件 = 行政规范性文件
重大行政决策 目录 = 重大行政决策事项
重大行政决策事项 申报 = 重大行政决策事项
决策 目录 三月底前 = 重大行政决策事项
宅基地 = 农村宅基地
农村宅基地 审批 = 农村宅基地
宅基地 村民小组 公示 = 农村宅基地
青溪县 宅基地 收费 = 农村宅基地
养犬 = 养犬
犬只 免疫 登记 = 养犬
犬吠 = 养犬
携犬外出 = 养犬
公共厕所 = 公共厕所
公厕 或 公共厕所 停用 = 公共厕所
便民摊点 或 便民服务摊点 = 便民服务摊点
城市照明 = 城市照明设施
景观照明 节能 = 城市照明设施
绿地 认养 = 绿地认建认养
认建 协议 = 绿地认建认养
道路挖掘 = 城市道路挖掘
挖掘城市道路 修复 = 城市道路挖掘
地下管线 抢修 = 城市道路挖掘
建筑垃圾 运输 = 建筑垃圾运输
招牌 设置 导则 = 户外招牌
洗车 或 机动车清洗 = 机动车清洗
清洗站点 收费标准 = 机动车清洗
标题:网络餐饮 = 网络餐饮
`

// TestRelevance asks what people ask, among our own texts and many that are
// made of the same words.
func TestRelevance(t *testing.T) {
	texts := ownTexts(t)
	r := rand.New(rand.NewPCG(41, 42))
	for i := range 60 {
		title := fmt.Sprintf("云州市第%d号管理规定", i)
		texts[title] = lawtext.ParsePlain(madeUp(r, title, 20))
	}
	c, _ := shelved(t, texts)
	asked, first, five := 0, 0, 0
	for line := range strings.Lines(strings.TrimSpace(wanted)) {
		q, want, _ := strings.Cut(strings.TrimSpace(line), " = ")
		result, err := c.Search.Search(context.Background(), operator, search.Query{Q: q, Widen: true, PerText: 3, Size: 5})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		var titles []string
		for _, h := range result.Hits {
			if !slices.Contains(titles, h.Title) {
				titles = append(titles, h.Title)
			}
		}
		asked++
		at := slices.IndexFunc(titles, func(title string) bool { return strings.Contains(title, want) })
		switch {
		case at == 0:
			first++
			five++
		case at > 0:
			five++
			t.Logf("%s: %s is %d. of %v", q, want, at+1, titles)
		default:
			t.Logf("%s: %s is not in %v", q, want, titles)
		}
	}
	if asked < 60 || first*100 < asked*90 || five*100 < asked*99 {
		t.Errorf("of %d questions %d find the document first, %d among five", asked, first, five)
	}
}
