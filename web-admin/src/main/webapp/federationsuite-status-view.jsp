<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the overview. Its model is the request attribute "view", made by OverviewView: maps, lists and texts. None of
  the texts is escaped yet. The parts' ids are ours, not the request's.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-status.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="overview.title"/></title>
  <meta name="pageID" content="federationsuite-status"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
  <script src="script/federationsuite.js" defer="defer"></script>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <p><fmt:message key="overview.not-running"/></p>
</c:when>
<c:otherwise>

  <h2 class="jive-contentBoxHeader"><fmt:message key="overview.needs.title"/></h2>
  <div class="jive-contentBox" id="needs" aria-live="polite" data-live-part="true" data-live-pause="10000" data-live-source="<c:out value="${view.live}"/>" data-live-print="<c:out value="${view.print}"/>">
    <c:choose>
    <c:when test="${empty view.needs}">
      <p class="federationsuite-ok"><fmt:message key="overview.needs.none"/></p>
    </c:when>
    <c:otherwise>
      <ul class="federationsuite-needs">
        <c:forEach items="${view.needs}" var="need">
          <li class="federationsuite-need-<c:out value="${need.kind}"/>"><a href="<c:out value="${need.link}"/>"><c:out value="${need.text}"/></a></li>
        </c:forEach>
      </ul>
    </c:otherwise>
    </c:choose>
  </div>

  <div id="waiting-part" data-live-part="true">
  <c:if test="${not empty view.waiting}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="overview.waiting.title"><fmt:param value="${view.waitingTotal}"/></fmt:message></h2>
    <div class="jive-contentBox">
      <table class="federationsuite" id="waiting">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="peers.column.domain"/></th>
          <th scope="col"><fmt:message key="peers.known"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.waiting}" var="peer">
          <tr>
            <th scope="row"><a href="<c:out value="${peer.link}"/>"><c:out value="${peer.domain}"/></a></th>
            <td class="federationsuite-note"><fmt:message key="peers.since"/> <c:out value="${peer.waits}"/>
              <c:if test="${not empty peer.contact}"><p><c:out value="${peer.contact}"/></p></c:if></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <p><a href="federationsuite-peers.jsp"><fmt:message key="overview.waiting.decide"/></a></p>
    </div>
  </c:if>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="status.parts.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="status.intro"/></p>
    <table class="federationsuite" id="parts">
      <thead>
      <tr>
        <th scope="col"><fmt:message key="status.parts.part"/></th>
        <th scope="col"><fmt:message key="status.parts.state"/></th>
        <th scope="col"><fmt:message key="status.parts.switch"/></th>
      </tr>
      </thead>
      <tbody id="parts-part" data-live-part="true">
      <c:forEach items="${view.parts}" var="part">
        <tr id="part-<c:out value="${part.id}"/>">
          <td>
            <strong id="name-<c:out value="${part.id}"/>"><fmt:message key="part.${part.id}.name"/></strong>
            <p><fmt:message key="part.${part.id}.description"/></p>
          </td>
          <td>
            <span class="federationsuite-<c:out value="${part.state}"/>"><fmt:message key="status.state.${part.state}"/></span>
            <c:if test="${not empty part.trouble}"><p class="federationsuite-note"><c:out value="${part.trouble}"/></p></c:if>
          </td>
          <td>
            <form action="federationsuite-status.jsp" method="post">
              <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
              <input type="hidden" name="action" value="switch"/>
              <input type="hidden" name="part" value="<c:out value="${part.id}"/>"/>
              <input type="hidden" name="on" value="<c:out value="${not part.on}"/>"/>
              <button type="submit" aria-describedby="name-<c:out value="${part.id}"/>">
                <c:choose>
                  <c:when test="${part.on}"><fmt:message key="status.switch.off"/></c:when>
                  <c:otherwise><fmt:message key="status.switch.on"/></c:otherwise>
                </c:choose>
              </button>
            </form>
          </td>
        </tr>
      </c:forEach>
      </tbody>
    </table>
  </div>

  <div id="links-part" data-live-part="true">
  <h2 class="jive-contentBoxHeader"><fmt:message key="overview.links.title"><fmt:param value="${view.linksTotal}"/></fmt:message></h2>
  <div class="jive-contentBox">
    <c:choose>
    <c:when test="${empty view.links}">
      <p><fmt:message key="overview.links.none"/></p>
    </c:when>
    <c:otherwise>
      <p><fmt:message key="overview.links.intro"/></p>
      <table class="federationsuite" id="links">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="overview.links.peer"/></th>
          <th scope="col"><fmt:message key="overview.links.state"/></th>
          <th scope="col"><fmt:message key="overview.links.findings"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.links}" var="link">
          <tr>
            <th scope="row"><a href="<c:out value="${link.link}"/>"><c:out value="${link.peer}"/></a></th>
            <td><span class="federationsuite-link-<c:out value="${link.state}"/>"><fmt:message key="overview.link.${link.state}"/></span></td>
            <td>
              <c:choose>
                <c:when test="${link.checked eq 0}"><fmt:message key="overview.links.unchecked"/></c:when>
                <c:when test="${link.failed eq 0}"><span class="federationsuite-ok"><fmt:message key="overview.links.fine"><fmt:param value="${link.checked}"/></fmt:message></span></c:when>
                <c:otherwise><a href="federationsuite-selfcheck.jsp" class="federationsuite-failed"><fmt:message key="overview.links.failed"><fmt:param value="${link.failed}"/><fmt:param value="${link.checked}"/></fmt:message></a></c:otherwise>
              </c:choose>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <c:if test="${view.linksTotal gt 25}"><p><fmt:message key="overview.links.more"><fmt:param value="25"/></fmt:message></p></c:if>
    </c:otherwise>
    </c:choose>
  </div>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="overview.saved.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="overview.saved.intro"><fmt:param value="${view.zone}"/></fmt:message></p>
    <table class="federationsuite" id="saved">
      <thead>
      <tr>
        <th scope="col"><fmt:message key="overview.saved.when"/></th>
        <th scope="col"><fmt:message key="overview.saved.crossed"/></th>
        <th scope="col"><fmt:message key="overview.saved.plain"/></th>
        <th scope="col"><fmt:message key="overview.saved.saved"/></th>
      </tr>
      </thead>
      <tbody>
      <tr>
        <th scope="row"><fmt:message key="overview.saved.today"/></th>
        <td data-live="today.crossed"><c:out value="${view.today.crossed}"/></td>
        <td data-live="today.plain"><c:out value="${view.today.plain}"/></td>
        <td><strong data-live="today.saved"><fmt:message key="overview.saved.percent"><fmt:param value="${view.today.saved}"/><fmt:param value="${view.today.percent}"/></fmt:message></strong></td>
      </tr>
      <tr>
        <th scope="row"><c:choose><c:when test="${empty view.since}"><fmt:message key="overview.saved.total"/></c:when><c:otherwise><fmt:message key="overview.saved.since"><fmt:param value="${view.since}"/></fmt:message></c:otherwise></c:choose></th>
        <td data-live="total.crossed"><c:out value="${view.total.crossed}"/></td>
        <td data-live="total.plain"><c:out value="${view.total.plain}"/></td>
        <td><strong data-live="total.saved"><fmt:message key="overview.saved.percent"><fmt:param value="${view.total.saved}"/><fmt:param value="${view.total.percent}"/></fmt:message></strong></td>
      </tr>
      </tbody>
    </table>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="overview.latest.title"/></h2>
  <div class="jive-contentBox" id="latest-part" data-live-part="true">
    <c:choose>
    <c:when test="${empty view.latest}">
      <p><fmt:message key="overview.latest.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="latest">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="audit.at"/></th>
          <th scope="col"><fmt:message key="audit.about"/></th>
          <th scope="col"><fmt:message key="audit.by"/></th>
          <th scope="col"><fmt:message key="audit.action"/></th>
          <th scope="col"><fmt:message key="audit.after"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.latest}" var="entry">
          <tr>
            <td class="federationsuite-time"><c:out value="${entry.at}"/></td>
            <td class="federationsuite-domain"><c:choose><c:when test="${empty entry.link}"><c:out value="${entry.about}"/></c:when><c:otherwise><a href="<c:out value="${entry.link}"/>"><c:out value="${entry.about}"/></a></c:otherwise></c:choose></td>
            <td class="federationsuite-name"><c:out value="${entry.by}"/></td>
            <td><c:out value="${entry.action}"/></td>
            <td class="federationsuite-note"><c:out value="${entry.after}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <p><a href="federationsuite-audit.jsp"><fmt:message key="overview.latest.all"/></a></p>
    </c:otherwise>
    </c:choose>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
