package sample

import (
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

const lawfulWords = "经审核，起草单位具有相应职权，内容符合法律、法规、规章和国家政策，未发现违法设定行政许可、行政处罚、行政强制、行政收费以及排除、限制竞争的内容，制定程序符合规定。"

// stories are the documents under way and those that came out of them. They
// are made anew for each load: telling one keeps its ids.
func stories() []*story {
	return []*story{
		{title: "云州市城市道路挖掘修复管理办法", steps: []step{open(12, "城市道路挖掘修复"),
			consult(9, "请就挖掘许可衔接、交通导改和学校周边施工时间等条款研究提出意见，于期限前函复；无意见的也请函复。", 14, "市住建局", "市交通局", "市教育局"),
			inRound(5, "lu.yao", said{"5", "影响车辆通行的，还应当有交通导改方案，建议补充。", "影响车辆通行的，施工单位应当在开工前将交通导改方案报公安机关交通管理部门同意。"},
				said{"", "总体同意。", ""}),
			inRound(3, "fang.jing")}},
		{title: "云州市餐厨垃圾收运管理办法", steps: []step{open(12, "餐厨垃圾收运"), submit(2)}},
		{title: "云州市户外招牌设置导则", steps: []step{open(20, "户外招牌导则"), submit(8), consent(1)}},
		{title: "云州市养犬管理办法", kind: storage.Rule, steps: []step{open(45, "养犬管理"), submit(9), consent(4)}},
		{title: "云州市建筑垃圾运输管理办法", steps: []step{
			open(33, "建筑垃圾运输"), submit(14), consent(12),
			returnForCompletion(9, "comments-received", "缺少运输企业意见的采纳情况说明。")}},
		{title: "云州市城市照明设施管理办法", steps: []step{
			open(60, "城市照明设施"), submit(30), consent(27), accept(20), assign(19, "reviewer"),
			invite(14, "zheng.lv", "请研究亮灯率考核与合同约定的关系。"),
			comment(6, remark{name: "rate", article: "3", quoted: "亮灯率", kind: review.KindDrafting, weight: review.Consider,
				says: "“亮灯率”宜说明统计口径。"})}},
		{title: "云州市公共厕所建设管理规定", steps: []step{
			open(50, "公共厕所"), submit(40), consent(36), accept(30),
			comment(22, remark{name: "open", article: "4", quoted: "沿街的商场、宾馆、加油站应当向公众开放内部厕所", kind: review.KindRights, weight: review.Must,
				says: "为经营者增设开放内部厕所的义务，没有法律、法规依据，应当改为鼓励性规定。"}),
			comment(22, remark{name: "warn", article: "4", quoted: "给予警告", kind: review.KindMeasures, weight: review.Must,
				says: "警告是行政处罚，规范性文件不得设定。"}),
			comment(21, remark{name: "valid", article: "7", kind: review.KindDrafting, weight: review.Should, says: "应当载明有效期。"}),
			returnForAmendment(20)}},
		{title: "云州市环境卫生作业服务规范", steps: []step{
			open(48, "环卫作业规范"), submit(30), consent(28), accept(17),
			othersInOrder(3), propose(2, procedure.Lawful, lawfulWords)}},
		{title: "云州市城市绿地认建认养办法", steps: []step{
			open(70, "城市绿地认建认养"), submit(45), consent(43), accept(40),
			othersInOrder(25), propose(24, procedure.Lawful, lawfulWords), sign(22, "")}},
		{title: "云州市便民服务摊点设置管理办法", steps: []step{
			open(180, "便民服务摊点"), submit(150), consent(147), accept(144),
			othersInOrder(131), propose(130, procedure.Lawful, lawfulWords), sign(128, ""), publish(110, 7),
			amend(4, "便民服务摊点-修订")}},
		{title: "云州市电动自行车停放充电管理办法", steps: []step{
			open(90, "电动自行车停放充电"), submit(60), consent(58), accept(55),
			othersInOrder(41), propose(40, procedure.Lawful, lawfulWords), sign(38, ""), publish(5, 11)}},
		{title: "云州市机动车清洗站点管理办法", steps: []step{
			open(55, "机动车清洗站点"), submit(42), consent(40), accept(37),
			suspend(31, "《污水排入排水管网许可管理办法》正在修订，待公布后继续审核。")}},
		{title: "云州市流动经营者积分管理办法", steps: []step{
			open(75, "流动经营者积分"), withdraw(52, "征求意见中多数意见认为缺乏依据，不再制定。")}},
		{title: "云州市渣土运输企业名录管理办法", steps: []step{
			open(100, "渣土运输企业名录"), submit(90), consent(88), accept(85),
			comment(80, remark{name: "list", article: "2", kind: review.KindCompetition, weight: review.Must,
				says: "以名录限定企业数量，构成违法设置市场准入条件。"}),
			problem(79, "measures", "以名录形式设定行政许可，并规定扣押和罚款。", "《行政许可法》第十七条、《行政处罚法》第十六条、《行政强制法》第十条"),
			problem(79, "competition", "限定注册地和企业数量，由行业协会统一价格，排除、限制竞争。", "《公平竞争审查条例》第八条、第十一条"),
			problem(79, "rights", "没有依据增加企业义务。", "《优化营商环境条例》第六十四条"),
			othersInOrder(79),
			propose(78, procedure.Unlawful, "文件以名录形式设定行政许可，限定注册地和企业数量，规定扣押和罚款，并由行业协会统一价格，均无法律、法规依据，且排除、限制竞争。经审核，不合法。"),
			sign(76, procedure.Closed)}},
		{title: "云州市主城区生活垃圾处理费调整方案", kind: storage.Decision, steps: []step{
			open(65, "生活垃圾处理费调整方案"), submit(25), consent(22), accept(12)}},
		{title: "云州市网络餐饮服务监督管理办法", drafter: "jiang.wen", legal: "qiao.shu", reviewer: "bai.ying", steps: []step{
			open(40, "网络餐饮服务"), submit(15), consent(13), accept(7)}},
		{title: "云州市食品小作坊登记服务规程", drafter: "jiang.wen", reviewer: "qiao.shu", own: true, steps: []step{
			open(30, "食品小作坊登记"), submit(10), accept(8)}},
		notAdopted(),
		threeDrafts(),
		absence(),
		campaign(),
	}
}

// threeDrafts is the document on which there is most to see: three drafts, and
// comments from each round.
func threeDrafts() *story {
	return &story{title: "云州市互联网租赁电动自行车管理办法", steps: []step{
		open(95, "租赁电动自行车-1"), submit(72), consent(70), accept(66),
		comment(60, remark{name: "licence", article: "4", quoted: "应当向市城市管理局申请领取经营许可证", kind: review.KindMeasures, weight: review.Must,
			says: "设定了行政许可。规范性文件不得设定行政许可，建议改为投放后的信息告知。"}),
		comment(60, remark{name: "capital", article: "5", quoted: "在本市注册登记，注册资本不低于五百万元", kind: review.KindCompetition, weight: review.Must,
			says: "限定注册地和注册资本，属于不合理的市场准入条件，应当删除。"}),
		comment(59, remark{name: "fine", article: "7", quoted: "五十元罚款", kind: review.KindMeasures, weight: review.Must,
			says: "设定了行政处罚，应当删除。"}),
		comment(59, remark{name: "insurance", article: "6", quoted: "投保骑行人意外伤害保险", kind: review.KindRights, weight: review.Should,
			says: "强制投保没有上位法依据，建议改为鼓励。"}),
		comment(58, remark{name: "definition", article: "2", kind: review.KindDrafting, weight: review.Should,
			says: "建议增加一款，明确互联网租赁电动自行车的含义。"}),
		comment(58, remark{name: "note", article: "3", kind: review.KindCompetence, private: true,
			says: "与市编办核对过职责分工：停放秩序归城管，运营归交通。"}),
		returnForAmendment(56),
		draft(40, "租赁电动自行车-2"),
		answer(39, "licence", review.Adopted, ""),
		answer(39, "capital", review.Partly, "已删除注册登记和注册资本的要求；为便于处理投诉，保留在本市设立服务机构的要求。"),
		answer(39, "fine", review.Adopted, ""),
		answer(39, "insurance", review.NotAdopted, "骑行事故多发，部门会商认为投保有利于保护骑行人，建议保留。"),
		answer(38, "definition", review.Adopted, ""),
		resubmit(37),
		resolve(34, "licence"), resolve(34, "fine"), resolve(34, "definition"),
		reply(33, "reviewer", "capital", "设立服务机构同样构成对外地企业的限制，请改为具备相应能力即可。"),
		reply(33, "reviewer", "insurance", "保护骑行人可以通过服务协议和鼓励投保实现，强制投保仍须有法律、法规依据。"),
		comment(33, remark{name: "charge", article: "8", quoted: "可以按照服务协议收取管理费", kind: review.KindRights, weight: review.Must,
			says: "以文件授权企业收费不妥，应当回到协议约定，不作收费授权。"}),
		comment(32, remark{name: "ratio", article: "9", quoted: "每五十辆车不少于一名", kind: review.KindCompetition, weight: review.Should,
			says: "固定人员配比增加经营成本，建议改为对清理时限的要求。", mention: "head"}),
		comment(32, remark{name: "valid", article: "11", kind: review.KindDrafting, weight: review.Must,
			says: "涉及经营者权利义务，应当预留施行准备时间，并载明有效期。"}),
		returnForAmendment(30),
		draft(12, "租赁电动自行车-3"),
		answer(11, "capital", review.Adopted, ""),
		answer(11, "insurance", review.Adopted, ""),
		answer(11, "charge", review.Adopted, ""),
		answer(11, "ratio", review.Adopted, ""),
		answer(11, "valid", review.Adopted, ""),
		resubmit(10),
		resolve(6, "capital"), resolve(6, "charge"),
		comment(5, remark{name: "deposit", article: "10", quoted: "二个工作日", kind: review.KindContent, weight: review.Consider,
			says: "请核对国家关于押金退还期限的规定，确认“二个工作日”与之一致。"}),
		reply(2, "drafter", "valid", "有效期按规范性文件管理办法确定为五年。"),
	}}
}

// notAdopted is a document whose drafters did not adopt all that the opinion
// asked for: the promise of one comment was not kept, the reason for another is
// still to be judged.
func notAdopted() *story {
	return &story{title: "云州市公共厕所开放服务规定", steps: []step{
		open(58, "公共厕所"), submit(50), consent(48), accept(44),
		comment(40, remark{name: "open", article: "4", quoted: "沿街的商场、宾馆、加油站应当向公众开放内部厕所", kind: review.KindRights, weight: review.Must,
			says: "为经营者增设开放内部厕所的义务，没有法律、法规依据，应当改为鼓励性规定。"}),
		comment(40, remark{name: "warn", article: "4", quoted: "给予警告", kind: review.KindMeasures, weight: review.Must,
			says: "警告是行政处罚，规范性文件不得设定。"}),
		comment(39, remark{name: "valid", article: "7", kind: review.KindDrafting, weight: review.Should, says: "应当载明有效期。"}),
		problem(38, "measures", "第四条设定了警告。", "《行政处罚法》第十六条"),
		problem(38, "rights", "第四条增加了沿街经营者的义务。", "《优化营商环境条例》第六十四条"),
		othersInOrder(38),
		propose(36, procedure.Amend, "一、必须修改的意见\n1. 第四条“给予警告”：警告是行政处罚，规范性文件不得设定，应当删除。\n2. 第四条：为经营者增设开放内部厕所的义务没有依据，应当改为鼓励性规定。\n二、建议修改的意见\n1. 第七条：应当载明有效期。"),
		sign(35, ""),
		draft(20, "公共厕所"),
		answer(19, "open", review.NotAdopted, "开放内部厕所是本市多年做法，经营者普遍支持，建议保留。"),
		answer(19, "warn", review.Adopted, ""),
		answer(19, "valid", review.Adopted, ""),
		answerPoint(18, "measures", review.Adopted, ""),
		answerPoint(18, "rights", review.Partly, "改为对使用财政补贴的经营者适用。"),
		resubmit(17),
		check(12, "warn", "第四条的“给予警告”还在，请删除后再报。"),
	}}
}
